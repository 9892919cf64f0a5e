using System.Globalization;

namespace Workflow.Compiled.Benchmarks;

/// <summary>The options of the command <c>race</c>.</summary>
internal sealed record RaceOptions
{
    public const string Usage = "race [--filter TEXT] [--threads N] [--seconds S] [--json FILE]";

    /// <summary>Only cases whose name or peer contains this.</summary>
    public string Filter { get; init; } = "";

    /// <summary>Worker threads of every side.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Measured seconds of a case, all rounds of both sides together.</summary>
    public double Seconds { get; init; } = 0.7;

    /// <summary>The file that gets one JSON line a case, appended; null for none.</summary>
    public string? JsonFile { get; init; }

    /// <exception cref="FormatException">An option is unknown, has no value, or a wrong one; the message says which.</exception>
    public static RaceOptions Parse(ReadOnlySpan<string> arguments)
    {
        var options = new RaceOptions();
        for (var index = 0; index < arguments.Length; index += 2)
        {
            var name = arguments[index];
            if (index + 1 == arguments.Length)
                throw new FormatException($"{name} needs a value");

            var value = arguments[index + 1];
            options = name switch
            {
                "--filter" => options with { Filter = value },
                "--threads" => options with { Threads = (int)Positive(name, value) },
                "--seconds" => options with { Seconds = Positive(name, value) },
                "--json" => options with { JsonFile = value },
                _ => throw new FormatException($"{name} is no option; usage: {Usage}"),
            };
        }

        return options;
    }

    private static double Positive(string name, string value) =>
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new FormatException($"{name} needs a positive number, not '{value}'");
}
