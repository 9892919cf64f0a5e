namespace Workflow.Compiled;

/// <summary>Reads files of images one after the other, each a byte with the number of its class and a byte for each value.</summary>
internal static class LabelledImageReader
{
    /// <summary>Reads files, in their order. Nothing is kept in memory before all are known to be as long as images are.</summary>
    /// <param name="paths">The files.</param>
    /// <param name="imageSize">The number of values of an image.</param>
    /// <param name="classCount">The number of classes.</param>
    /// <exception cref="InvalidDataException">A file is not well formed; the message names it and the byte at fault.</exception>
    public static (byte[] Pixels, byte[] Labels) Read(IReadOnlyList<string> paths, int imageSize, int classCount)
    {
        var count = 0L;
        foreach (var path in paths)
            count += CountImages(path, imageSize);
        if (count * imageSize > Array.MaxLength)
            throw new InvalidDataException($"{paths[^1]}: {count} images of {imageSize} bytes are more than an array can hold");

        var (pixels, labels) = (new byte[count * imageSize], new byte[count]);
        var image = 0;
        foreach (var path in paths)
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 20);
            var reader = new OffsetReader(file, path);
            for (var left = file.Length / (imageSize + 1); left > 0; left--, image++)
            {
                reader.ReadExactly(labels.AsSpan(image, 1), "the class of an image");
                if (labels[image] >= classCount)
                    throw reader.Error(reader.Offset - 1, $"an image has class {labels[image]}, but there are {classCount} classes, 0 to {classCount - 1}");
                reader.ReadExactly(pixels.AsSpan(image * imageSize, imageSize), "an image");
            }
        }

        return (pixels, labels);
    }

    private static long CountImages(string path, int imageSize)
    {
        var length = new FileInfo(path).Length;
        var (images, rest) = Math.DivRem(length, imageSize + 1);
        if (length == 0)
            throw new InvalidDataException($"{path}, byte 0: the file is empty");
        return rest == 0
            ? images
            : throw new InvalidDataException($"{path}, byte {length}: the file ends within image {images}, which has {rest} of {imageSize + 1} bytes");
    }
}
