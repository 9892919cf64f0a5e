using Workflow.Compiled;

namespace ResNet;

/// <summary>Where images come from: drawn here, or read from the files of CIFAR-10.</summary>
internal sealed class ImageSource(Options options)
{
    public const int ClassCount = 10;
    private const int TestCount = 1_000;

    public string Description => options.Data is null
        ? $"shapes drawn from seed {options.Seed}"
        : $"images of {options.Data}";

    public IReadOnlyList<string> ClassNames => options.Data is null ? ImagePainter.ClassNames : Cifar10.ClassNames;

    /// <summary>The images to learn from: each time cut and mirrored differently.</summary>
    public Dataset Train() => new TransformedDataset(Open(train: true, options.Images), options.Seed, new RandomCrop(32, padding: 4), new RandomHorizontalFlip());

    /// <summary>The images to measure with, none of which is among the others.</summary>
    public Dataset Test() => Open(train: false, TestCount);

    private ImageDataset Open(bool train, int drawnCount) => options.Data is { } folder
        ? Cifar10.Open(folder, train, Cifar10.Normalization)
        : DrawnImages.Draw(drawnCount, options.Seed, train ? DrawnImages.TrainSet : DrawnImages.TestSet);
}
