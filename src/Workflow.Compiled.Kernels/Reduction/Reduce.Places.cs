namespace Workflow.Compiled.Kernels;

/// <content>Places of extremes.</content>
public static partial class Reduce
{
    /// <summary>destination[o, i] = the first r at which source[o, r, i] is largest; the first NaN where there is one.</summary>
    /// <remarks>Reads the source once to find the extremes, and up to once more to find their places.</remarks>
    /// <param name="source">[outer, reduced, inner], row-major.</param>
    /// <param name="outer">The product of the axes before the reduced one.</param>
    /// <param name="reduced">The length of the reduced axis; not 0, unless there is nothing to compute.</param>
    /// <param name="inner">The product of the axes after the reduced one.</param>
    /// <param name="destination">[outer, inner].</param>
    /// <exception cref="ArgumentOutOfRangeException">A dimension is negative, their product is too large, or there are no elements to choose from.</exception>
    /// <exception cref="ArgumentException">A span does not have the length its dimensions give.</exception>
    public static void ArgMax(ReadOnlySpan<float> source, int outer, int reduced, int inner, Span<int> destination) =>
        Places<Largest>(source, outer, reduced, inner, destination);

    /// <summary>destination[o, i] = the first r at which source[o, r, i] is smallest; the first NaN where there is one.</summary>
    /// <inheritdoc cref="ArgMax"/>
    public static void ArgMin(ReadOnlySpan<float> source, int outer, int reduced, int inner, Span<int> destination) =>
        Places<Smallest>(source, outer, reduced, inner, destination);

    private static unsafe void Places<TOrder>(ReadOnlySpan<float> source, int outer, int reduced, int inner, Span<int> destination)
        where TOrder : struct, IOrder
    {
        Extent.Check(Extent.Of(outer, reduced, inner), source);
        if (destination.Length != Extent.Of(outer, inner, 1))
            throw new ArgumentException($"{nameof(destination)} has {destination.Length} elements; {outer} x {inner} are needed.", nameof(destination));
        if (destination.Length == 0)
            return;
        ArgumentOutOfRangeException.ThrowIfZero(reduced);
        fixed (float* from = source)
        fixed (int* to = destination)
        {
            if (inner == 1)
                RangeKernel.Run(new ExtremePlaces<TOrder>(from, reduced, to), outer, source.Length);
            else
                RangeKernel.Run(new ExtremeColumnPlaces<TOrder>(from, reduced, inner, to), outer * ColumnTile.Count(inner), 2L * source.Length);
        }
    }
}
