using Workflow.Compiled.Kernels;

namespace Workflow.Compiled;

/// <content>Pooling.</content>
public static partial class Functional
{
    /// <summary>The largest value of each window; padding never wins, NaN always does.</summary>
    /// <inheritdoc cref="MaxPool2d(Tensor, ValueTuple{int, int}, ValueTuple{int, int}?, ValueTuple{int, int}?, ValueTuple{int, int}?, bool)"/>
    [Operator("MaxPool2d")]
    public static Tensor MaxPool2d(Tensor input, int kernelSize, int? stride = null, int padding = 0, int dilation = 1, bool ceilMode = false) =>
        MaxPool2d(input, (kernelSize, kernelSize), Both(stride), (padding, padding), (dilation, dilation), ceilMode);

    /// <summary>The largest value of each window; padding never wins, NaN always does.</summary>
    /// <param name="input">Images, of shape [batch, channels, height, width], or one without the batch.</param>
    /// <param name="kernelSize">Rows and columns of a window.</param>
    /// <param name="stride">Rows and columns from one window to the next; null for <paramref name="kernelSize"/>.</param>
    /// <param name="padding">Rows and columns beside the image that windows may reach into, at most half a window; null for 0.</param>
    /// <param name="dilation">Rows and columns from one element of a window to the next; null for 1.</param>
    /// <param name="ceilMode">Whether a last window may reach beyond the padding.</param>
    /// <exception cref="ArgumentException">A window is larger than the padded image, or the padding is more than half a window.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.functional.max_pool2d.html"/>
    [Operator("MaxPool2d")]
    public static Tensor MaxPool2d(
        Tensor input,
        (int Height, int Width) kernelSize,
        (int Height, int Width)? stride = null,
        (int Height, int Width)? padding = null,
        (int Height, int Width)? dilation = null,
        bool ceilMode = false)
    {
        ArgumentNullException.ThrowIfNull(input);
        var images = Images(input);
        var shape = PoolShape(images.Shape, kernelSize, stride, padding, dilation, ceilMode);
        return Unbatched(Pool(images, shape.OutHeight, shape.OutWidth, (plane, y, x) => LargestOf(in shape, plane, y, x)), input);
    }

    /// <summary>The mean of each window.</summary>
    /// <inheritdoc cref="AvgPool2d(Tensor, ValueTuple{int, int}, ValueTuple{int, int}?, ValueTuple{int, int}?, bool, bool, int?)"/>
    [Operator("AvgPool2d")]
    public static Tensor AvgPool2d(
        Tensor input, int kernelSize, int? stride = null, int padding = 0, bool ceilMode = false, bool countIncludePad = true, int? divisorOverride = null) =>
        AvgPool2d(input, (kernelSize, kernelSize), Both(stride), (padding, padding), ceilMode, countIncludePad, divisorOverride);

    /// <summary>The mean of each window.</summary>
    /// <param name="input">Images, of shape [batch, channels, height, width], or one without the batch.</param>
    /// <param name="kernelSize">Rows and columns of a window.</param>
    /// <param name="stride">Rows and columns from one window to the next; null for <paramref name="kernelSize"/>.</param>
    /// <param name="padding">Rows and columns of zeros beside the image, at most half a window; null for 0.</param>
    /// <param name="ceilMode">Whether a last window may reach beyond the padding; what lies there never counts.</param>
    /// <param name="countIncludePad">Whether the zeros count.</param>
    /// <param name="divisorOverride">What the sum is divided by; null for the number of elements.</param>
    /// <exception cref="ArgumentException">A window is larger than the padded image, or the padding is more than half a window.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.functional.avg_pool2d.html"/>
    [Operator("AvgPool2d")]
    public static Tensor AvgPool2d(
        Tensor input,
        (int Height, int Width) kernelSize,
        (int Height, int Width)? stride = null,
        (int Height, int Width)? padding = null,
        bool ceilMode = false,
        bool countIncludePad = true,
        int? divisorOverride = null)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (divisorOverride == 0)
            throw new ArgumentOutOfRangeException(nameof(divisorOverride), 0, "the divisor must not be zero");
        var images = Images(input);
        var shape = PoolShape(images.Shape, kernelSize, stride, padding, dilation: null, ceilMode);
        return Unbatched(
            Pool(images, shape.OutHeight, shape.OutWidth, (plane, y, x) => MeanOf(in shape, plane, y, x, countIncludePad, divisorOverride)), input);
    }

    private static (int Height, int Width)? Both(int? number) => number is { } one ? (one, one) : null;

    private static Pool2dShape PoolShape(
        Shape images,
        (int Height, int Width) kernel,
        (int Height, int Width)? stride,
        (int Height, int Width)? padding,
        (int Height, int Width)? dilation,
        bool ceilMode)
    {
        var (step, sides, gap) = (stride ?? kernel, padding ?? (0, 0), dilation ?? (1, 1));
        return new Pool2dShape(
            images[0], images[1], images[2], images[3], kernel.Height, kernel.Width, step.Height, step.Width, sides.Item1, sides.Item2, gap.Item1, gap.Item2, ceilMode);
    }

    private delegate double Window(ReadOnlySpan<float> plane, int outY, int outX);

    private static Tensor Pool(Tensor images, int outHeight, int outWidth, Window window)
    {
        var plane = images.Shape[2] * images.Shape[3];
        var result = new Tensor([images.Shape[0], images.Shape[1], outHeight, outWidth]);
        for (var i = 0; i < result.Shape.ElementCount; i++)
        {
            var (rest, x) = Math.DivRem(i, outWidth);
            var (number, y) = Math.DivRem(rest, outHeight);
            result.Span[i] = (float)window(images.Span.Slice(number * plane, plane), y, x);
        }

        return result;
    }

    private static double LargestOf(in Pool2dShape shape, ReadOnlySpan<float> plane, int outY, int outX)
    {
        var best = float.NegativeInfinity;
        for (var i = 0; i < shape.KernelHeight * shape.KernelWidth; i++)
        {
            var y = outY * shape.StrideHeight - shape.PaddingHeight + i / shape.KernelWidth * shape.DilationHeight;
            var x = outX * shape.StrideWidth - shape.PaddingWidth + i % shape.KernelWidth * shape.DilationWidth;
            if (y < 0 || y >= shape.Height || x < 0 || x >= shape.Width)
                continue;
            var value = plane[y * shape.Width + x];
            if (value > best || float.IsNaN(value))
                best = value;
        }

        return best;
    }

    private static double MeanOf(in Pool2dShape shape, ReadOnlySpan<float> plane, int outY, int outX, bool countIncludePad, int? divisorOverride)
    {
        var (top, left) = (outY * shape.StrideHeight - shape.PaddingHeight, outX * shape.StrideWidth - shape.PaddingWidth);
        var bottom = Math.Min(top + shape.KernelHeight, shape.Height + shape.PaddingHeight);
        var right = Math.Min(left + shape.KernelWidth, shape.Width + shape.PaddingWidth);
        var padded = (bottom - top) * (right - left);
        var (sum, count) = (0.0, 0);
        for (var y = Math.Max(0, top); y < Math.Min(shape.Height, bottom); y++)
        {
            for (var x = Math.Max(0, left); x < Math.Min(shape.Width, right); x++, count++)
                sum += plane[y * shape.Width + x];
        }

        return count == 0 ? 0 : sum / (divisorOverride ?? (countIncludePad ? padded : count));
    }
}
