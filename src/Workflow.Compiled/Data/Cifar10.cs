namespace Workflow.Compiled;

/// <summary>
/// CIFAR-10 and whatever has the form of its binary version: images of 32 by 32 pixels in colour in ten classes, one byte for the class and
/// 1024 each for red, green and blue.
/// </summary>
/// <seealso href="https://www.cs.toronto.edu/~kriz/cifar.html"/>
public static class Cifar10
{
    /// <summary>The number of classes.</summary>
    public const int ClassCount = 10;

    private const int Side = 32;

    /// <summary>The names of the classes, in their order.</summary>
    public static IReadOnlyList<string> ClassNames { get; } = ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"];

    /// <summary>The mean and spread of red, green and blue in CIFAR-10's training images.</summary>
    public static IReadOnlyList<Normalization> Normalization { get; } = [new(0.4914f, 0.2470f), new(0.4822f, 0.2435f), new(0.4465f, 0.2616f)];

    /// <summary>The shape of an image: [3, 32, 32].</summary>
    public static Shape ImageShape { get; } = [3, Side, Side];

    /// <summary>Opens the training images of a folder, all its <c>data_batch_*.bin</c> in the order of their names, or its test images, <c>test_batch.bin</c>.</summary>
    /// <param name="folder">Holds the files, unpacked.</param>
    /// <param name="train">Whether to open the training images.</param>
    /// <param name="normalization">What is done with each channel after scaling to [0, 1]; null for nothing.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="FileNotFoundException">The folder has no file of that name.</exception>
    /// <exception cref="InvalidDataException">A file is empty, ends within an image, or has a class that there is not; the message names file and byte.</exception>
    /// <exception cref="ArgumentException"><paramref name="normalization"/> is not for three channels.</exception>
    public static ImageDataset Open(string folder, bool train, IReadOnlyList<Normalization>? normalization = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"there is no folder '{folder}'");
        var pattern = train ? "data_batch_*.bin" : "test_batch.bin";
        string[] paths = [.. Directory.EnumerateFiles(folder, pattern).Order(StringComparer.Ordinal)];
        if (paths.Length == 0)
            throw new FileNotFoundException($"the folder '{folder}' has no file {pattern}", Path.Combine(folder, pattern));

        var (pixels, labels) = LabelledImageReader.Read(paths, ImageShape.ElementCount, ClassCount);
        return normalization is null
            ? new ImageDataset(pixels, labels, ImageShape, ClassCount)
            : new ImageDataset(pixels, labels, ImageShape, ClassCount, normalization);
    }
}
