namespace Workflow.Compiled;

/// <content>Sums, means, extremes and deviations over chosen axes.</content>
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

    /// <summary>The largest elements over some axes, which vanish from the shape; NaN where there is one. Equal elements share the gradient.</summary>
    /// <param name="input">The tensor.</param>
    /// <param name="dims">The axes; negative ones count from the end; all axes when none is given.</param>
    /// <exception cref="ArgumentException">There is no such axis, or one is given twice, or there are no elements along it.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.amax.html"/>
    [Operator("Max")]
    public static Tensor Max(Tensor input, params int[] dims) => Max(input, dims, keepDim: false);

    /// <summary>The largest elements over some axes; NaN where there is one. Equal elements share the gradient.</summary>
    /// <param name="input">The tensor.</param>
    /// <param name="dims">The axes; negative ones count from the end; all axes when none is given.</param>
    /// <param name="keepDim">Whether the axes stay, with length 1.</param>
    /// <exception cref="ArgumentException">There is no such axis, or one is given twice, or there are no elements along it.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.amax.html"/>
    [Operator("Max")]
    public static Tensor Max(Tensor input, int[] dims, bool keepDim) => Extremes(input, dims, keepDim, Math.Max, double.NegativeInfinity);

    /// <summary>The smallest elements over some axes, which vanish from the shape; NaN where there is one. Equal elements share the gradient.</summary>
    /// <param name="input">The tensor.</param>
    /// <param name="dims">The axes; negative ones count from the end; all axes when none is given.</param>
    /// <exception cref="ArgumentException">There is no such axis, or one is given twice, or there are no elements along it.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.amin.html"/>
    [Operator("Min")]
    public static Tensor Min(Tensor input, params int[] dims) => Min(input, dims, keepDim: false);

    /// <summary>The smallest elements over some axes; NaN where there is one. Equal elements share the gradient.</summary>
    /// <param name="input">The tensor.</param>
    /// <param name="dims">The axes; negative ones count from the end; all axes when none is given.</param>
    /// <param name="keepDim">Whether the axes stay, with length 1.</param>
    /// <exception cref="ArgumentException">There is no such axis, or one is given twice, or there are no elements along it.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.amin.html"/>
    [Operator("Min")]
    public static Tensor Min(Tensor input, int[] dims, bool keepDim) => Extremes(input, dims, keepDim, Math.Min, double.PositiveInfinity);

    /// <summary>The variance over some axes, which vanish from the shape, with 1 less than the number of elements as divisor.</summary>
    /// <param name="input">The tensor.</param>
    /// <param name="dims">The axes; negative ones count from the end; all axes when none is given.</param>
    /// <exception cref="ArgumentException">There is no such axis, or one is given twice.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.var.html"/>
    [Operator("Var")]
    public static Tensor Var(Tensor input, params int[] dims) => Var(input, dims, keepDim: false);

    /// <summary>The variance over some axes; NaN where the divisor is not positive.</summary>
    /// <param name="input">The tensor.</param>
    /// <param name="dims">The axes; negative ones count from the end; all axes when none is given.</param>
    /// <param name="keepDim">Whether the axes stay, with length 1.</param>
    /// <param name="correction">How much less than the number of elements the divisor is.</param>
    /// <exception cref="ArgumentException">There is no such axis, or one is given twice.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.var.html"/>
    [Operator("Var")]
    public static Tensor Var(Tensor input, int[] dims, bool keepDim, int correction = 1) => Deviations(input, dims, keepDim, correction, variance => variance);

    /// <summary>The standard deviation over some axes, which vanish from the shape, with 1 less than the number of elements as divisor.</summary>
    /// <param name="input">The tensor.</param>
    /// <param name="dims">The axes; negative ones count from the end; all axes when none is given.</param>
    /// <exception cref="ArgumentException">There is no such axis, or one is given twice.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.std.html"/>
    [Operator("Std")]
    public static Tensor Std(Tensor input, params int[] dims) => Std(input, dims, keepDim: false);

    /// <summary>The standard deviation over some axes; NaN where the divisor is not positive.</summary>
    /// <param name="input">The tensor.</param>
    /// <param name="dims">The axes; negative ones count from the end; all axes when none is given.</param>
    /// <param name="keepDim">Whether the axes stay, with length 1.</param>
    /// <param name="correction">How much less than the number of elements the divisor is.</param>
    /// <exception cref="ArgumentException">There is no such axis, or one is given twice.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.std.html"/>
    [Operator("Std")]
    public static Tensor Std(Tensor input, int[] dims, bool keepDim, int correction = 1) => Deviations(input, dims, keepDim, correction, Math.Sqrt);

    private static Tensor Extremes(Tensor input, int[] dims, bool keepDim, Func<double, double, double> pick, double last)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(dims);
        var axes = Axes.Normalize(dims, input.Shape, nameof(dims));
        var reduced = Axes.Shorten(input.Shape, axes);
        if (input.Shape.ElementCount == 0 && reduced.ElementCount > 0)
            throw new ArgumentException($"the axes [{string.Join(", ", dims)}] of {input.Shape} have no elements to choose from", nameof(dims));
        var values = Enumerable.Repeat(last, reduced.ElementCount).ToArray();
        for (var i = 0; i < input.Shape.ElementCount; i++)
        {
            var place = ReducedIndex(i, input.Shape, reduced);
            values[place] = pick(values[place], input.Span[i]);
        }

        return new Tensor(values.Select(value => (float)value).ToArray(), keepDim ? reduced : Axes.Remove(input.Shape, axes));
    }

    private static Tensor Deviations(Tensor input, int[] dims, bool keepDim, int correction, Func<double, double> finish)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(dims);
        var axes = Axes.Normalize(dims, input.Shape, nameof(dims));
        var reduced = Axes.Shorten(input.Shape, axes);
        var count = axes.Aggregate(1, (product, axis) => product * input.Shape[axis]);
        double[] means = new double[reduced.ElementCount], sums = new double[reduced.ElementCount];
        for (var i = 0; i < input.Shape.ElementCount; i++)
            means[ReducedIndex(i, input.Shape, reduced)] += input.Span[i] / (double)count;
        for (var i = 0; i < input.Shape.ElementCount; i++)
        {
            var place = ReducedIndex(i, input.Shape, reduced);
            sums[place] += (input.Span[i] - means[place]) * (input.Span[i] - means[place]);
        }

        return new Tensor(
            sums.Select(sum => (float)finish(sum / Math.Max(count - correction, 0))).ToArray(),
            keepDim ? reduced : Axes.Remove(input.Shape, axes));
    }

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
