namespace Workflow.Compiled.Parity.Tests;

/// <summary>Operators of a user's own: a gated activation, a mixture with a learned weight, a table's rows, a filter, and a count of lengths.</summary>
internal static partial class CustomOperators
{
    /// <summary>y = x · sigmoid(β · x)</summary>
    [CustomOperator(nameof(SwooshForward), nameof(SwooshBackward))]
    [return: Shape("...")]
    public static Tensor Swoosh([Shape("...")] Tensor x, double beta = 1) => CustomOperator.Compute(x.Shape, y => SwooshForward(x.Span, y, beta));

    /// <summary>y = left · w + right · (1 − w), w for each column</summary>
    [CustomOperator(nameof(BlendForward), nameof(BlendBackward))]
    [return: Shape("...", "width")]
    public static Tensor Blend([Shape("...", "width")] Tensor left, [Shape("...", "width")] Tensor right, [Shape("width")] Tensor weights) =>
        CustomOperator.Compute(left.Shape, y => BlendForward(left.Span, right.Span, weights.Span, y));

    /// <summary>y[i] = x[i, index[i]] · scale, the axis gone</summary>
    [CustomOperator(nameof(PickForward), nameof(PickBackward))]
    [return: Shape("rows")]
    public static Tensor Pick([Shape("rows", "columns")] Tensor x, [Shape("rows")] IndexTensor index, float scale = 1) =>
        CustomOperator.Compute([x.Shape[0]], y => PickForward(x.Span, index.Span, y, scale, x.Shape.Lengths));

    /// <summary>y = the neighbours of each element, weighted, without the borders</summary>
    [CustomOperator(nameof(FilterForward), nameof(FilterBackward))]
    [return: Shape("...", "length")]
    public static Tensor Filter([Shape("...", "length + 2")] Tensor x, float[] taps, bool isReversed = false) =>
        CustomOperator.Compute([.. x.Shape.SkipLast(1), x.Shape[^1] - 2], y => FilterForward(x.Span, x.Shape.Lengths, y, taps, isReversed));

    /// <summary>Each row several times.</summary>
    [CustomOperator(nameof(RepeatForward), nameof(RepeatBackward))]
    [return: Shape("rows", "columns * times")]
    public static Tensor Repeat([Shape("rows", "columns")] Tensor x, int times) =>
        CustomOperator.Compute([x.Shape[0], x.Shape[1] * times], y => RepeatForward(x.Span, x.Shape.Lengths, y, times));

    /// <summary>1 where x is above the threshold, and no gradient.</summary>
    [CustomOperator(nameof(StepForward), IsDifferentiable = false)]
    [return: Shape("...")]
    public static Tensor Step([Shape("...")] Tensor x, float threshold) => CustomOperator.Compute(x.Shape, y => StepForward(x.Span, y, threshold));

    /// <summary>y = x · w, whose gradient of w is wrong at one place, for the test of the generated check.</summary>
    [CustomOperator(nameof(SlopeForward), nameof(SlopeBackward))]
    [return: Shape("n")]
    public static Tensor Slope([Shape("n")] Tensor x, [Shape("n")] Tensor w) => CustomOperator.Compute(x.Shape, y => SlopeForward(x.Span, w.Span, y));

    internal static void SlopeForward(ReadOnlySpan<float> x, ReadOnlySpan<float> w, Span<float> y)
    {
        for (var i = 0; i < x.Length; i++)
            y[i] = x[i] * w[i];
    }

    internal static void SlopeBackward(ReadOnlySpan<float> x, ReadOnlySpan<float> w, ReadOnlySpan<float> dy, Span<float> dx, Span<float> dw)
    {
        for (var i = 0; i < dx.Length; i++)
            dx[i] = dy[i] * w[i];
        for (var i = 0; i < dw.Length; i++)
            dw[i] = dy[i] * (x[i] + i);
    }

    internal static void SwooshForward(ReadOnlySpan<float> x, Span<float> y, double beta)
    {
        for (var i = 0; i < x.Length; i++)
            y[i] = (float)(x[i] * Sigmoid(beta * x[i]));
    }

    internal static void SwooshBackward(ReadOnlySpan<float> x, ReadOnlySpan<float> dy, Span<float> dx, double beta)
    {
        for (var i = 0; i < x.Length; i++)
        {
            var gate = Sigmoid(beta * x[i]);
            dx[i] = (float)(dy[i] * (gate + beta * x[i] * gate * (1 - gate)));
        }
    }

    internal static void BlendForward(ReadOnlySpan<float> left, ReadOnlySpan<float> right, ReadOnlySpan<float> weights, Span<float> y)
    {
        for (var i = 0; i < y.Length; i++)
            y[i] = left[i] * weights[i % weights.Length] + right[i] * (1 - weights[i % weights.Length]);
    }

    internal static void BlendBackward(
        ReadOnlySpan<float> left,
        ReadOnlySpan<float> right,
        ReadOnlySpan<float> weights,
        ReadOnlySpan<float> dy,
        Span<float> dLeft,
        Span<float> dRight,
        Span<float> dWeights)
    {
        for (var i = 0; i < dLeft.Length; i++)
            dLeft[i] = dy[i] * weights[i % weights.Length];
        for (var i = 0; i < dRight.Length; i++)
            dRight[i] = dy[i] * (1 - weights[i % weights.Length]);
        dWeights.Clear();
        for (var i = 0; i < dy.Length && dWeights.Length > 0; i++)
            dWeights[i % weights.Length] += dy[i] * (left[i] - right[i]);
    }

    internal static void PickForward(ReadOnlySpan<float> x, ReadOnlySpan<int> index, Span<float> y, float scale, ReadOnlySpan<int> xShape)
    {
        for (var i = 0; i < y.Length; i++)
            y[i] = x[i * xShape[1] + index[i]] * scale;
    }

    internal static void PickBackward(ReadOnlySpan<int> index, ReadOnlySpan<int> xShape, ReadOnlySpan<float> dy, Span<float> dx, float scale)
    {
        dx.Clear();
        for (var i = 0; i < dy.Length; i++)
            dx[i * xShape[1] + index[i]] = dy[i] * scale;
    }

    internal static void FilterForward(ReadOnlySpan<float> x, ReadOnlySpan<int> xShape, Span<float> y, ReadOnlySpan<float> taps, bool isReversed)
    {
        var length = xShape[^1] - 2;
        for (var i = 0; i < y.Length; i++)
        {
            var start = i / length * (length + 2) + i % length;
            y[i] = 0;
            for (var tap = 0; tap < 3; tap++)
                y[i] += taps[isReversed ? 2 - tap : tap] * x[start + tap];
        }
    }

    internal static void FilterBackward(ReadOnlySpan<float> dy, ReadOnlySpan<int> xShape, Span<float> dx, ReadOnlySpan<float> taps, bool isReversed)
    {
        var length = xShape[^1] - 2;
        dx.Clear();
        for (var i = 0; i < dy.Length; i++)
        {
            var start = i / length * (length + 2) + i % length;
            for (var tap = 0; tap < 3; tap++)
                dx[start + tap] += taps[isReversed ? 2 - tap : tap] * dy[i];
        }
    }

    internal static void RepeatForward(ReadOnlySpan<float> x, ReadOnlySpan<int> xShape, Span<float> y, int times)
    {
        var columns = xShape[1];
        for (var i = 0; i < y.Length; i++)
            y[i] = x[i / (columns * times) * columns + i % columns];
    }

    internal static void RepeatBackward(ReadOnlySpan<float> dy, ReadOnlySpan<int> xShape, Span<float> dx, int times)
    {
        var columns = xShape[1];
        dx.Clear();
        for (var i = 0; i < dy.Length; i++)
            dx[i / (columns * times) * columns + i % columns] += dy[i];
    }

    internal static void StepForward(ReadOnlySpan<float> x, Span<float> y, float threshold)
    {
        for (var i = 0; i < x.Length; i++)
            y[i] = x[i] > threshold ? 1 : 0;
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
