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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Block<TMap>(scoped in TMap map, nint row, nint rowEnd, nint column, nint columnEnd)
        where TMap : struct, IMap, allows ref struct
    {
        // A copy of its own whose address is never taken: the compiler keeps the map's fields in registers.
        var body = map;
        for (; row < rowEnd; row++)
        {
            var at = column;
            if (Lanes16.IsHardwareAccelerated)
            {
                for (; at <= columnEnd - 16; at += 16)
                    body.Invoke<Lanes16>(row, at);
            }

            if (Lanes8.IsHardwareAccelerated)
            {
                for (; at <= columnEnd - 8; at += 8)
                    body.Invoke<Lanes8>(row, at);
            }

            for (; at <= columnEnd - 4; at += 4)
                body.Invoke<Lanes4>(row, at);
            for (; at < columnEnd; at++)
                body.Invoke<Lanes1>(row, at);
        }
    }
}
