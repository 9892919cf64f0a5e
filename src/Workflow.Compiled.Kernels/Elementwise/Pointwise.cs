using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>The template of every pointwise kernel: one pass over a rows x columns domain.</summary>
public static class Pointwise
{
    /// <summary>
    /// Invokes a map for every element of the domain, row by row: with the widest registers of this machine first and with narrower ones
    /// for the end of each row. Elements must not depend on each other; a large domain is shared among the threads of the pool.
    /// </summary>
    /// <param name="rows">The number of rows; 0 does nothing.</param>
    /// <param name="columns">The number of columns; 0 does nothing. A domain without broadcasting is fastest as one long row.</param>
    /// <param name="map">What to compute; it checks its own operands.</param>
    /// <exception cref="ArgumentOutOfRangeException">A dimension is negative.</exception>
    public static void Run<TMap>(int rows, int columns, scoped in TMap map)
        where TMap : struct, IMap, allows ref struct
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        var domain = new PointwiseTiles(rows, columns);
        if (domain.Count == 1 || WorkerPool.Threads == 1)
            Block(map, 0, rows, 0, columns);
        else
            WorkerPool.Run(domain.Count, new PointwiseWork<TMap> { Map = map, Tiles = domain });
    }

    /// <summary>Invokes a map for a rectangle of the domain.</summary>
    internal static void Block<TMap>(scoped in TMap map, nint row, nint rowEnd, nint column, nint columnEnd)
        where TMap : struct, IMap, allows ref struct
    {
        if (Lanes16.IsHardwareAccelerated)
            column = Columns<Lanes16, TMap>(map, row, rowEnd, column, columnEnd);
        if (Lanes8.IsHardwareAccelerated)
            column = Columns<Lanes8, TMap>(map, row, rowEnd, column, columnEnd);
        if (column == columnEnd)
            return; // what remains of a row is mostly nothing, and a call costs as much as a short row
        column = Columns<Lanes4, TMap>(map, row, rowEnd, column, columnEnd);
        Columns<Lanes1, TMap>(map, row, rowEnd, column, columnEnd);
    }

    /// <summary>Invokes a map for as many columns as whole registers cover; gives the first that is left.</summary>
    /// <remarks>
    /// One width a method: the JIT inlines a limited amount into each, and one body of a map with a few elementary functions comes near it.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static nint Columns<V, TMap>(scoped in TMap map, nint row, nint rowEnd, nint column, nint columnEnd)
        where V : struct, IVector<V>
        where TMap : struct, IMap, allows ref struct
    {
        var end = columnEnd - ((columnEnd - column) % V.Count);
        if (end == column)
            return column;

        // A copy of its own whose address is never taken: the compiler keeps the map's fields in registers.
        var body = map;
        for (; row < rowEnd; row++)
        {
            for (var at = column; at < end; at += V.Count)
                body.Invoke<V>(row, at);
        }

        return end;
    }
}
