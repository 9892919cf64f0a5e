using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>The passes over one row of which an <see cref="IRowMap"/> consists. Each is one loop into which its phase is inlined whole.</summary>
/// <remarks>
/// The order in which a sum is added depends on the column alone: the bits are the same at every register width. Up to 1024 columns are added in float32, in 64
/// independent sums (32 for each of a pair); what such runs give is added in float64.
/// </remarks>
public static class RowLoop
{
    // Longest run that is added in float32: 16 additions a sum, then a tree of 6 levels.
    private const int Longest = 1024;

    /// <summary>The sum of a phase over the columns of a row; 0 where there are none. Costs some 3 ns beside the loop.</summary>
    /// <param name="columns">The number of columns.</param>
    /// <param name="phase">What is summed.</param>
    /// <param name="row">The row.</param>
    public static double Sum<TPhase>(nint columns, scoped in TPhase phase, nint row)
        where TPhase : struct, IRowPhase, allows ref struct => Sum(0, columns, in phase, row);

    /// <summary>Two sums over the columns of a row in one pass.</summary>
    /// <inheritdoc cref="Sum{TPhase}(nint, in TPhase, nint)"/>
    public static (double First, double Second) SumPair<TPhase>(nint columns, scoped in TPhase phase, nint row)
        where TPhase : struct, IRowPhasePair, allows ref struct =>
        Lanes16.IsHardwareAccelerated ? SumPair<Lanes16, TPhase>(columns, in phase, row)
        : Lanes8.IsHardwareAccelerated ? SumPair<Lanes8, TPhase>(columns, in phase, row)
        : SumPair<Lanes4, TPhase>(columns, in phase, row);

    /// <summary>The largest value of a phase over the columns of a row; NaN if any is NaN, -infinity where there are none.</summary>
    /// <param name="columns">The number of columns.</param>
    /// <param name="phase">Of what the largest is found.</param>
    /// <param name="row">The row.</param>
    public static float Max<TPhase>(nint columns, scoped in TPhase phase, nint row)
        where TPhase : struct, IRowPhase, allows ref struct =>
        Lanes16.IsHardwareAccelerated ? RowExtremes.Max<Lanes16, TPhase>(columns, in phase, row)
        : Lanes8.IsHardwareAccelerated ? RowExtremes.Max<Lanes8, TPhase>(columns, in phase, row)
        : RowExtremes.Max<Lanes4, TPhase>(columns, in phase, row);

    /// <summary>The smallest value of a phase over the columns of a row; NaN if any is NaN, +infinity where there are none.</summary>
    /// <param name="columns">The number of columns.</param>
    /// <param name="phase">Of what the smallest is found.</param>
    /// <param name="row">The row.</param>
    public static float Min<TPhase>(nint columns, scoped in TPhase phase, nint row)
        where TPhase : struct, IRowPhase, allows ref struct =>
        -Max(columns, new RowExtremes.Negative<TPhase> { Phase = phase }, row);

    /// <summary>Invokes a map for the columns of one row.</summary>
    /// <param name="columns">The number of columns.</param>
    /// <param name="map">What to compute; it checks its own operands.</param>
    /// <param name="row">The row.</param>
    public static void Run<TMap>(nint columns, scoped in TMap map, nint row)
        where TMap : struct, IMap, allows ref struct => Pointwise.Block(in map, row, row + 1, 0, columns);

    /// <summary>The sum from one column to before another.</summary>
    internal static double Sum<TPhase>(nint column, nint columns, scoped in TPhase phase, nint row)
        where TPhase : struct, IRowPhase, allows ref struct =>
        Lanes16.IsHardwareAccelerated ? Sum<Lanes16, TPhase>(column, columns, in phase, row)
        : Lanes8.IsHardwareAccelerated ? Sum<Lanes8, TPhase>(column, columns, in phase, row)
        : Sum<Lanes4, TPhase>(column, columns, in phase, row);

    /// <summary>The sum with registers of a given width.</summary>
    internal static double Sum<V, TPhase>(nint column, nint columns, scoped in TPhase phase, nint row)
        where V : struct, IVector<V>
        where TPhase : struct, IRowPhase, allows ref struct
    {
        double total = 0;
        for (; columns - column > Longest; column += Longest)
            total += RowSum.Blocks<V, TPhase>(in phase, row, column, column + Longest);
        var end = columns - ((columns - column) % Block<V>.Count);
        if (column < end)
            total += RowSum.Blocks<V, TPhase>(in phase, row, column, end);
        return end < columns ? total + RowSum.Tail(in phase, row, end, columns) : total;
    }

    /// <summary>Both sums with registers of a given width.</summary>
    internal static (double First, double Second) SumPair<V, TPhase>(nint columns, scoped in TPhase phase, nint row)
        where V : struct, IVector<V>
        where TPhase : struct, IRowPhasePair, allows ref struct
    {
        double total = 0, secondTotal = 0;
        nint column = 0;
        for (; columns - column > Longest; column += Longest)
        {
            total += RowSumPair.Blocks<V, TPhase>(in phase, row, column, column + Longest, out var second);
            secondTotal += second;
        }

        var end = columns - ((columns - column) % Block<V>.Count);
        if (column < end)
        {
            total += RowSumPair.Blocks<V, TPhase>(in phase, row, column, end, out var second);
            secondTotal += second;
        }

        if (end < columns)
        {
            total += RowSumPair.Tail(in phase, row, end, columns, out var second);
            secondTotal += second;
        }

        return (total, secondTotal);
    }
}
