namespace Workflow.Compiled.Kernels;

/// <summary>Sums, means and extremes over the middle axis of [outer, reduced, inner].</summary>
/// <remarks>
/// Summands are added in blocks whose order depends on the shape alone, so the result is the same bits for any number of threads and any
/// register width. The error of a sum is below 40 ulp of the sum of the magnitudes, however many summands there are.
/// </remarks>
public static partial class Reduce
{
    /// <summary>destination[o, i] = sum over r of source[o, r, i]; 0 where <paramref name="reduced"/> is 0.</summary>
    /// <param name="source">[outer, reduced, inner], row-major.</param>
    /// <param name="outer">The product of the axes before the reduced ones.</param>
    /// <param name="reduced">The product of the reduced axes.</param>
    /// <param name="inner">The product of the axes after the reduced ones.</param>
    /// <param name="destination">[outer, inner]; must not overlap <paramref name="source"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A dimension is negative, or their product is too large.</exception>
    /// <exception cref="ArgumentException">A span does not have the length its dimensions give.</exception>
    public static void Sum(ReadOnlySpan<float> source, int outer, int reduced, int inner, Span<float> destination) =>
        Run(source, outer, reduced, inner, destination, divisor: 1);

    /// <summary>destination[o, i] = mean over r of source[o, r, i]; NaN where <paramref name="reduced"/> is 0.</summary>
    /// <inheritdoc cref="Sum"/>
    public static void Mean(ReadOnlySpan<float> source, int outer, int reduced, int inner, Span<float> destination) =>
        Run(source, outer, reduced, inner, destination, divisor: reduced);

    /// <summary>destination[o, i] = the largest of source[o, r, i] over r; NaN where there is one.</summary>
    /// <param name="source">[outer, reduced, inner], row-major.</param>
    /// <param name="outer">The product of the axes before the reduced ones.</param>
    /// <param name="reduced">The product of the reduced axes; not 0, unless there is nothing to compute.</param>
    /// <param name="inner">The product of the axes after the reduced ones.</param>
    /// <param name="destination">[outer, inner]; must not overlap <paramref name="source"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A dimension is negative, their product is too large, or there are no elements to choose from.</exception>
    /// <exception cref="ArgumentException">A span does not have the length its dimensions give.</exception>
    public static void Max(ReadOnlySpan<float> source, int outer, int reduced, int inner, Span<float> destination) =>
        Extremes<Largest>(source, outer, reduced, inner, destination);

    /// <summary>destination[o, i] = the smallest of source[o, r, i] over r; NaN where there is one.</summary>
    /// <inheritdoc cref="Max"/>
    public static void Min(ReadOnlySpan<float> source, int outer, int reduced, int inner, Span<float> destination) =>
        Extremes<Smallest>(source, outer, reduced, inner, destination);

    private static unsafe void Extremes<TOrder>(ReadOnlySpan<float> source, int outer, int reduced, int inner, Span<float> destination)
        where TOrder : struct, IOrder
    {
        Extent.Check(Extent.Of(outer, reduced, inner), source);
        Extent.Check(Extent.Of(outer, inner, 1), destination);
        if (destination.Length == 0)
            return;
        ArgumentOutOfRangeException.ThrowIfZero(reduced);
        fixed (float* from = source, to = destination)
        {
            if (inner == 1)
                RangeKernel.Run(new ExtremeRows<TOrder>(from, reduced, to), outer, source.Length);
            else
                RangeKernel.Run(new ExtremeColumns<TOrder>(from, reduced, inner, to), outer * ColumnTile.Count(inner), source.Length);
        }
    }

    private static unsafe void Run(ReadOnlySpan<float> source, int outer, int reduced, int inner, Span<float> destination, int divisor)
    {
        Extent.Check(Extent.Of(outer, reduced, inner), source);
        Extent.Check(Extent.Of(outer, inner, 1), destination);
        fixed (float* from = source, to = destination)
        {
            if (inner == 1)
                RangeKernel.Run(new RowSums(from, reduced, to, divisor), outer, source.Length);
            else
                RangeKernel.Run(new ColumnSums(from, reduced, inner, to, divisor), outer * ColumnTile.Count(inner), source.Length);
        }
    }
}
