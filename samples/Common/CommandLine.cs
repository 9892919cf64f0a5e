using System.Globalization;

namespace Samples;

/// <summary>Reads the command lines of the samples: names, each with a value.</summary>
internal static class CommandLine
{
    public const string Help = "--help";

    /// <summary>The options in their order. Nothing is read behind <see cref="Help"/>, which alone has no value.</summary>
    /// <exception cref="OptionsException">An option is given twice.</exception>
    public static IReadOnlyList<(string Name, string? Value)> Read(ReadOnlySpan<string> arguments)
    {
        var options = new List<(string Name, string? Value)>();
        for (var i = 0; i < arguments.Length; i += 2)
        {
            var name = arguments[i];
            if (options.Exists(option => option.Name == name))
                throw new OptionsException($"{name} is given twice");
            options.Add((name, name != Help && i + 1 < arguments.Length ? arguments[i + 1] : null));
            if (name == Help)
                break;
        }

        return options;
    }

    /// <summary>The error of an option that there is not.</summary>
    public static OptionsException Unknown(string name) => new($"there is no option '{name}'; {Help} lists them");

    /// <summary>A value that is any text.</summary>
    /// <exception cref="OptionsException">There is none.</exception>
    public static string Text(string name, string? value) =>
        string.IsNullOrEmpty(value) ? throw new OptionsException($"{name} needs a value; {Help} says which") : value;

    /// <summary>A value that is a whole number.</summary>
    /// <exception cref="OptionsException">It is not, or out of its range.</exception>
    public static int Number(string name, string? value, int least, int most) =>
        int.TryParse(Text(name, value), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new OptionsException($"{name} needs a whole number from {least} to {most}, not '{value}'");

    /// <summary>A value that is a number above 0.</summary>
    /// <exception cref="OptionsException">It is not, or above <paramref name="most"/>.</exception>
    public static double Real(string name, string? value, double most) =>
        double.TryParse(Text(name, value), NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number) && number > 0 && number <= most
            ? number
            : throw new OptionsException(FormattableString.Invariant($"{name} needs a number above 0, {most} at most, not '{value}'"));

    /// <summary>Runs a sample. What is wrong on the command line or in a file that it names is said in one sentence; anything else is a defect of the sample.</summary>
    /// <returns>The exit code of the process.</returns>
    public static int Run(Action sample)
    {
        try
        {
            sample();
            return 0;
        }
        catch (Exception exception) when (exception is OptionsException or IOException or InvalidDataException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(exception.Message);
            return 2;
        }
    }
}
