namespace Workflow.Compiled;

/// <content>Pooling to a size.</content>
public static partial class Functional
{
    /// <summary>The mean of each of <paramref name="outputSize"/> x <paramref name="outputSize"/> parts of an image, which may overlap by a row or column.</summary>
    /// <param name="input">Images, of shape [batch, channels, height, width], or one without the batch.</param>
    /// <param name="outputSize">Rows and columns of the result.</param>
    /// <exception cref="ArgumentException">The input is no image, or the size is less than 1.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.functional.adaptive_avg_pool2d.html"/>
    [Operator("AdaptiveAvgPool2d")]
    public static Tensor AdaptiveAvgPool2d(Tensor input, int outputSize)
    {
        var images = RequireParts(input, outputSize);
        return Unbatched(PoolParts(images, outputSize, outputSize, MeanOfPart), input);
    }

    /// <summary>The largest value of each of <paramref name="outputSize"/> x <paramref name="outputSize"/> parts of an image, which may overlap by a row or column.</summary>
    /// <param name="input">Images, of shape [batch, channels, height, width], or one without the batch.</param>
    /// <param name="outputSize">Rows and columns of the result.</param>
    /// <exception cref="ArgumentException">The input is no image, or the size is less than 1.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.functional.adaptive_max_pool2d.html"/>
    public static Tensor AdaptiveMaxPool2d(Tensor input, int outputSize)
    {
        var images = RequireParts(input, outputSize);
        return Unbatched(PoolParts(images, outputSize, outputSize, LargestOfPart), input);
    }

    /// <summary>The mean of each of <paramref name="outputSize"/> parts of a sequence, which may overlap by an element.</summary>
    /// <param name="input">Sequences, of shape [batch, channels, length], or one without the batch.</param>
    /// <param name="outputSize">The length of the result.</param>
    /// <exception cref="ArgumentException">The input is no sequence, or the size is less than 1.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.functional.adaptive_avg_pool1d.html"/>
    public static Tensor AdaptiveAvgPool1d(Tensor input, int outputSize) => AdaptivePool1d(input, outputSize, MeanOfPart);

    /// <summary>The largest value of each of <paramref name="outputSize"/> parts of a sequence, which may overlap by an element.</summary>
    /// <param name="input">Sequences, of shape [batch, channels, length], or one without the batch.</param>
    /// <param name="outputSize">The length of the result.</param>
    /// <exception cref="ArgumentException">The input is no sequence, or the size is less than 1.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.functional.adaptive_max_pool1d.html"/>
    public static Tensor AdaptiveMaxPool1d(Tensor input, int outputSize) => AdaptivePool1d(input, outputSize, LargestOfPart);

    private static Tensor AdaptivePool1d(Tensor input, int outputSize, Func<IReadOnlyList<float>, double> reduce)
    {
        var rows = WithRow(input);
        return WithoutRow(Unbatched(PoolParts(RequireParts(rows, outputSize), 1, outputSize, reduce), rows));
    }

    private static Tensor RequireParts(Tensor input, int outputSize)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputSize, 1);
        return Images(input);
    }

    private static Tensor PoolParts(Tensor images, int outHeight, int outWidth, Func<IReadOnlyList<float>, double> reduce)
    {
        var (height, width, part) = (images.Shape[2], images.Shape[3], new List<float>());
        return Pool(images, outHeight, outWidth, (plane, outY, outX) =>
        {
            part.Clear();
            var (top, bottom) = PartOf(height, outHeight, outY);
            var (left, right) = PartOf(width, outWidth, outX);
            for (var y = top; y < bottom; y++)
                part.AddRange(plane[(y * width + left)..(y * width + right)]);
            return reduce(part);
        });
    }

    private static double MeanOfPart(IReadOnlyList<float> part) => part.Sum(value => (double)value) / part.Count;

    private static double LargestOfPart(IReadOnlyList<float> part) => part.Any(float.IsNaN) ? double.NaN : part.Max();

    private static (int From, int To) PartOf(int length, int parts, int part) =>
        ((int)((long)part * length / parts), (int)(((long)(part + 1) * length + parts - 1) / parts));
}
