namespace Workflow.Compiled;

/// <summary>MNIST and whatever has its four files: 28 by 28 images of ten classes, in IDX files, plain or gzipped.</summary>
public static class Mnist
{
    /// <summary>The number of classes.</summary>
    public const int ClassCount = 10;

    /// <summary>The mean and spread of the pixels of MNIST's training images.</summary>
    public static Normalization Normalization { get; } = new(0.1307f, 0.3081f);

    /// <summary>Opens the training or test images of a folder, under their usual names, with or without <c>.gz</c>.</summary>
    /// <param name="folder">Holds <c>train-images-idx3-ubyte</c>, <c>train-labels-idx1-ubyte</c>, <c>t10k-images-idx3-ubyte</c>, <c>t10k-labels-idx1-ubyte</c>.</param>
    /// <param name="train">Whether to open the training images.</param>
    /// <param name="inputShape">The shape of one image; null for [1, rows, columns].</param>
    /// <param name="normalization">What is done after scaling to [0, 1]; null for nothing.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="FileNotFoundException">The folder has no file of that name.</exception>
    /// <exception cref="InvalidDataException">A file is not well formed, or the numbers of images and labels differ; the message names file and byte.</exception>
    /// <exception cref="ArgumentException"><paramref name="inputShape"/> has another number of elements than an image.</exception>
    public static ImageDataset Open(string folder, bool train, Shape? inputShape = null, Normalization? normalization = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"there is no folder '{folder}'");
        var part = train ? "train" : "t10k";
        var images = Read(folder, $"{part}-images-idx3-ubyte", rank: 3);
        var labels = Read(folder, $"{part}-labels-idx1-ubyte", rank: 1);
        if (images.Shape[0] != labels.Shape[0])
            throw new InvalidDataException($"{labels.Path}, byte 4: there are {labels.Shape[0]} labels, but {images.Path} has {images.Shape[0]} images");
        RequireLabels(labels);

        var shape = inputShape ?? [1, images.Shape[1], images.Shape[2]];
        return shape.ElementCount == images.Shape[1] * images.Shape[2]
            ? new ImageDataset(images.Bytes, labels.Bytes, shape, ClassCount, normalization)
            : throw new ArgumentException($"images of {images.Shape[1]} by {images.Shape[2]} pixels do not have the shape {shape}", nameof(inputShape));
    }

    private static IdxFile Read(string folder, string name, int rank)
    {
        var plain = Path.Combine(folder, name);
        var path = File.Exists(plain) ? plain : plain + ".gz";
        if (!File.Exists(path))
            throw new FileNotFoundException($"the folder '{folder}' has no file {name} or {name}.gz", plain);
        var file = IdxReader.Read(path);
        return file.Shape.Rank == rank
            ? file
            : throw new InvalidDataException($"{path}, byte 3: expected {rank} axes, found {file.Shape.Rank}");
    }

    private static void RequireLabels(IdxFile labels)
    {
        var wrong = labels.Bytes.AsSpan().IndexOfAnyExceptInRange((byte)0, (byte)(ClassCount - 1));
        if (wrong >= 0)
            throw new InvalidDataException($"{labels.Path}, byte {8 + wrong}: sample {wrong} has class {labels.Bytes[wrong]}, but there are {ClassCount} classes, 0 to {ClassCount - 1}");
    }
}
