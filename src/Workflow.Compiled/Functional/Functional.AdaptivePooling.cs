namespace Workflow.Compiled;

/// <content>Pooling to a size.</content>
public static partial class Functional
{
    /// <inheritdoc cref="AdaptiveAvgPool2d(Tensor, ValueTuple{int, int})"/>
    [Operator("AdaptiveAvgPool2d")]
    public static Tensor AdaptiveAvgPool2d(Tensor input, int outputSize) => AdaptiveAvgPool2d(input, (outputSize, outputSize));

    /// <summary>The mean of each of some parts of an image, which may overlap by a row or column.</summary>
    /// <param name="input">Images, of shape [batch, channels, height, width], or one without the batch.</param>
    /// <param name="outputSize">Rows and columns of the result: as many parts there are.</param>
    /// <exception cref="ArgumentException">The input is no image, or a size is less than 1.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.functional.adaptive_avg_pool2d.html"/>
    [Operator("AdaptiveAvgPool2d")]
    public static Tensor AdaptiveAvgPool2d(Tensor input, (int Height, int Width) outputSize)
    {
        var images = RequireParts(input, outputSize.Height, outputSize.Width);
        return Unbatched(PoolParts(images, outputSize.Height, outputSize.Width, MeanOfPart), input);
    }

    /// <inheritdoc cref="AdaptiveMaxPool2d(Tensor, ValueTuple{int, int})"/>
    [Operator("AdaptiveMaxPool2d")]
    public static Tensor AdaptiveMaxPool2d(Tensor input, int outputSize) => AdaptiveMaxPool2d(input, (outputSize, outputSize));

    /// <summary>The largest value of each of some parts of an image, which may overlap by a row or column.</summary>
    /// <param name="input">Images, of shape [batch, channels, height, width], or one without the batch.</param>
    /// <param name="outputSize">Rows and columns of the result: as many parts there are.</param>
    /// <exception cref="ArgumentException">The input is no image, or a size is less than 1.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.functional.adaptive_max_pool2d.html"/>
    [Operator("AdaptiveMaxPool2d")]
    public static Tensor AdaptiveMaxPool2d(Tensor input, (int Height, int Width) outputSize)
    {
        var images = RequireParts(input, outputSize.Height, outputSize.Width);
        return Unbatched(PoolParts(images, outputSize.Height, outputSize.Width, LargestOfPart), input);
    }

    /// <summary>The mean of each of <paramref name="outputSize"/> parts of a sequence, which may overlap by an element.</summary>
    /// <param name="input">Sequences, of shape [batch, channels, length], or one without the batch.</param>
    /// <param name="outputSize">The length of the result.</param>
    /// <exception cref="ArgumentException">The input is no sequence, or the size is less than 1.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.functional.adaptive_avg_pool1d.html"/>
    [Operator("AdaptiveAvgPool1d")]
    public static Tensor AdaptiveAvgPool1d(Tensor input, int outputSize) => AdaptivePool1d(input, outputSize, MeanOfPart);

    /// <summary>The largest value of each of <paramref name="outputSize"/> parts of a sequence, which may overlap by an element.</summary>
    /// <param name="input">Sequences, of shape [batch, channels, length], or one without the batch.</param>
    /// <param name="outputSize">The length of the result.</param>
    /// <exception cref="ArgumentException">The input is no sequence, or the size is less than 1.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.functional.adaptive_max_pool1d.html"/>
    [Operator("AdaptiveMaxPool1d")]
    public static Tensor AdaptiveMaxPool1d(Tensor input, int outputSize) => AdaptivePool1d(input, outputSize, LargestOfPart);

    private static Tensor AdaptivePool1d(Tensor input, int outputSize, Func<IReadOnlyList<float>, double> reduce)
    {
        var rows = WithRow(input);
        return WithoutRow(Unbatched(PoolParts(RequireParts(rows, outputSize), 1, outputSize, reduce), rows));
    }

    private static Tensor RequireParts(Tensor input, params ReadOnlySpan<int> outputSize)
    {
        ArgumentNullException.ThrowIfNull(input);
        foreach (var parts in outputSize)
            ArgumentOutOfRangeException.ThrowIfLessThan(parts, 1, nameof(outputSize));
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
