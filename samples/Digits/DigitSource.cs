using Workflow.Compiled;

namespace Digits;

/// <summary>Where digits come from: drawn here, or read from the files of MNIST.</summary>
internal sealed class DigitSource(Options options)
{
    public const int ClassCount = 10;
    private const int TrainCount = 20_000;
    private const int TestCount = 500;

    public string Description => options.Data is null
        ? $"digits drawn from seed {options.Seed}"
        : $"digits of {options.Data}";

    /// <summary>The digits to learn from.</summary>
    public Dataset Train() => Open(train: true, TrainCount);

    /// <summary>The digits to measure with, none of which is among the others.</summary>
    public Dataset Test() => Open(train: false, TestCount);

    private ImageDataset Open(bool train, int drawnCount) => options.Data is { } folder
        ? Mnist.Open(folder, train, options.Model.InputShape(), Mnist.Normalization)
        : DrawnDigits.Draw(drawnCount, options.Seed, train ? DrawnDigits.TrainSet : DrawnDigits.TestSet, options.Model.InputShape());
}
