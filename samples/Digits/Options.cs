using Samples;

namespace Digits;

/// <summary>What the user asked for.</summary>
internal sealed record Options
{
    public const string Usage =
        """
        Trains a network to read digits that this program draws itself, or those of MNIST.

          --model NAME    the network: mlp, of linear layers, or cnn, of convolutions (mlp)
          --data FOLDER   read digits from the IDX files of MNIST (plain or .gz) instead of drawing them
          --epochs N      go N times through the training digits (5)
          --batch N       learn from N digits at a time (64)
          --threads N     compute with N threads (one a processor)
          --seed N        the seed of drawing, first weights and order (1)
          --save FILE     where to save the trained network (digits.safetensors in the current folder)
          --load FILE     do not train: evaluate a saved network and predict with it
          --help          show this text
        """;

    public NetworkKind Model { get; init; }

    public string? Data { get; init; }

    public int Epochs { get; init; } = 5;

    public int Batch { get; init; } = 64;

    public int Threads { get; init; } = Environment.ProcessorCount;

    public ulong Seed { get; init; } = 1;

    public string Save { get; init; } = "digits.safetensors";

    public string? Load { get; init; }

    public bool Help { get; init; }

    /// <exception cref="OptionsException">An option is unknown, has no value or a wrong one, or does not go with another.</exception>
    public static Options Parse(ReadOnlySpan<string> arguments)
    {
        var given = CommandLine.Read(arguments);
        var options = given.Aggregate(new Options(), (options, option) => options.With(option.Name, option.Value));
        if (options.Load is not null && given.Any(option => option.Name is "--save" or "--epochs"))
            throw new OptionsException("--load evaluates a saved network without training it: --save and --epochs do not go with it");
        return options;
    }

    private Options With(string name, string? value) => name switch
    {
        "--model" => this with { Model = Network(value) },
        "--data" => this with { Data = CommandLine.Text(name, value) },
        "--epochs" => this with { Epochs = CommandLine.Number(name, value, 1, 1_000_000) },
        "--batch" => this with { Batch = CommandLine.Number(name, value, 1, 1_000_000) },
        "--threads" => this with { Threads = CommandLine.Number(name, value, 1, 256) },
        "--seed" => this with { Seed = (ulong)CommandLine.Number(name, value, 0, int.MaxValue) },
        "--save" => this with { Save = CommandLine.Text(name, value) },
        "--load" => this with { Load = CommandLine.Text(name, value) },
        CommandLine.Help => this with { Help = true },
        _ => throw CommandLine.Unknown(name),
    };

    private static NetworkKind Network(string? value) => value switch
    {
        "mlp" => NetworkKind.Mlp,
        "cnn" => NetworkKind.Cnn,
        _ => throw new OptionsException($"--model needs mlp or cnn, not '{value}'"),
    };
}
