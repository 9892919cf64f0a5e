namespace Workflow.Compiled;

/// <content>Sums and means over chosen axes.</content>
public static partial class Functional
{
    /// <summary>The sum over some axes, which vanish from the shape.</summary>
    /// <param name="input">The tensor.</param>
    /// <param name="dims">The axes; negative ones count from the end; all axes when none is given.</param>
    /// <exception cref="ArgumentException">There is no such axis, or one is given twice.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.sum.html"/>
    [Operator("Sum")]
    public static Tensor Sum(Tensor input, params int[] dims) => Sum(input, dims, keepDim: false);

    /// <summary>The sum over some axes.</summary>
    /// <param name="input">The tensor.</param>
    /// <param name="dims">The axes; negative ones count from the end; all axes when none is given.</param>
    /// <param name="keepDim">Whether the axes stay, with length 1.</param>
    /// <exception cref="ArgumentException">There is no such axis, or one is given twice.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.sum.html"/>
    [Operator("Sum")]
    public static Tensor Sum(Tensor input, int[] dims, bool keepDim) => Reduce(input, dims, keepDim, (sum, _) => sum);

    /// <summary>The mean over some axes, which vanish from the shape.</summary>
    /// <param name="input">The tensor.</param>
    /// <param name="dims">The axes; negative ones count from the end; all axes when none is given.</param>
    /// <exception cref="ArgumentException">There is no such axis, or one is given twice.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.mean.html"/>
    [Operator("Mean")]
    public static Tensor Mean(Tensor input, params int[] dims) => Mean(input, dims, keepDim: false);

    /// <summary>The mean over some axes; NaN where there is nothing to average.</summary>
    /// <param name="input">The tensor.</param>
    /// <param name="dims">The axes; negative ones count from the end; all axes when none is given.</param>
    /// <param name="keepDim">Whether the axes stay, with length 1.</param>
    /// <exception cref="ArgumentException">There is no such axis, or one is given twice.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.mean.html"/>
    [Operator("Mean")]
    public static Tensor Mean(Tensor input, int[] dims, bool keepDim) => Reduce(input, dims, keepDim, (sum, count) => sum / count);

    private static Tensor Reduce(Tensor input, int[] dims, bool keepDim, Func<double, int, double> finish)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(dims);
        var axes = Axes.Normalize(dims, input.Shape, nameof(dims));
        var reduced = Axes.Shorten(input.Shape, axes);
        var sums = new double[reduced.ElementCount];
        for (var i = 0; i < input.Shape.ElementCount; i++)
            sums[ReducedIndex(i, input.Shape, reduced)] += input.Span[i];

        var count = axes.Aggregate(1, (product, axis) => product * input.Shape[axis]);
        return new Tensor(
            sums.Select(sum => (float)finish(sum, count)).ToArray(),
            keepDim ? reduced : Axes.Remove(input.Shape, axes));
    }

    private static int ReducedIndex(int index, Shape source, Shape reduced)
    {
        int result = 0, stride = 1;
        for (var axis = source.Rank - 1; axis >= 0; axis--)
        {
            if (reduced[axis] == source[axis])
                result += index % source[axis] * stride;
            stride *= reduced[axis];
            index /= source[axis];
        }

        return result;
    }
}
