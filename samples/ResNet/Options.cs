using Samples;

namespace ResNet;

/// <summary>What the user asked for.</summary>
internal sealed record Options
{
    public const string Usage =
        """
        Trains ResNet-18 to tell textured shapes apart that this program draws itself, or the images of CIFAR-10.

          --data FOLDER   read images from the binary files of CIFAR-10 (data_batch_*.bin, test_batch.bin) instead of drawing them
          --images N      draw N images to learn from (10000)
          --width N       the channels of the first blocks; the last have eight times as many (16; PyTorch's network has 64)
          --epochs N      go N times through the training images (8)
          --batch N       learn from N images at a time (32)
          --rate X        the highest learning rate of the cycle (0.05)
          --threads N     compute with N threads (one a processor)
          --seed N        the seed of drawing, first weights, order and changes of the images (1)
          --save FILE     where to save the trained network (resnet.safetensors in the current folder)
          --load FILE     do not train: evaluate a saved network of the same width
          --help          show this text
        """;

    public string? Data { get; init; }

    public int Images { get; init; } = 10_000;

    public int Width { get; init; } = 16;

    public int Epochs { get; init; } = 8;

    public int Batch { get; init; } = 32;

    public double Rate { get; init; } = 0.05;

    public int Threads { get; init; } = Environment.ProcessorCount;

    public ulong Seed { get; init; } = 1;

    public string Save { get; init; } = "resnet.safetensors";

    public string? Load { get; init; }

    public bool Help { get; init; }

    /// <exception cref="OptionsException">An option is unknown, has no value or a wrong one, or does not go with another.</exception>
    public static Options Parse(ReadOnlySpan<string> arguments)
    {
        var given = CommandLine.Read(arguments);
        var options = given.Aggregate(new Options(), (options, option) => options.With(option.Name, option.Value));
        if (options.Load is not null && given.Any(option => option.Name is "--save" or "--epochs" or "--images"))
            throw new OptionsException("--load evaluates a saved network without training it: --save, --epochs and --images do not go with it");
        if (options.Data is not null && given.Any(option => option.Name is "--images"))
            throw new OptionsException("--data reads images instead of drawing them: --images does not go with it");
        return options;
    }

    private Options With(string name, string? value) => name switch
    {
        "--data" => this with { Data = CommandLine.Text(name, value) },
        "--images" => this with { Images = CommandLine.Number(name, value, 1, 600_000) },
        "--width" => this with { Width = CommandLine.Number(name, value, 1, 1024) },
        "--epochs" => this with { Epochs = CommandLine.Number(name, value, 1, 1_000_000) },
        "--batch" => this with { Batch = CommandLine.Number(name, value, 1, 1_000_000) },
        "--rate" => this with { Rate = CommandLine.Real(name, value, 100) },
        "--threads" => this with { Threads = CommandLine.Number(name, value, 1, 256) },
        "--seed" => this with { Seed = (ulong)CommandLine.Number(name, value, 0, int.MaxValue) },
        "--save" => this with { Save = CommandLine.Text(name, value) },
        "--load" => this with { Load = CommandLine.Text(name, value) },
        CommandLine.Help => this with { Help = true },
        _ => throw CommandLine.Unknown(name),
    };
}
