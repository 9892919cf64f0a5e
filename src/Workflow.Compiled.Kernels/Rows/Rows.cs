using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>The template of kernels that look at whole rows: softmax, normalisation, losses over classes, and their gradients.</summary>
public static class Rows
{
    /// <summary>Invokes a map for every row; a large domain is shared among the threads of the pool, whole rows to a thread.</summary>
    /// <remarks>A row costs what its passes cost, and some 3 ns for each of them.</remarks>
    /// <param name="rows">The number of rows; 0 does nothing.</param>
    /// <param name="columns">The elements of a row, by which it is known what is worth sharing; the map knows them itself.</param>
    /// <param name="map">What to compute; it checks its own operands.</param>
    /// <exception cref="ArgumentOutOfRangeException">A dimension is negative.</exception>
    public static void Run<TMap>(int rows, int columns, scoped in TMap map)
        where TMap : struct, IRowMap, allows ref struct
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        var blocks = new RowBlocks(rows, columns);
        if (blocks.Count == 1 || WorkerPool.Threads == 1)
            Block(in map, 0, rows);
        else
            WorkerPool.Run(blocks.Count, new Work<TMap> { Map = map, Blocks = blocks });
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Block<TMap>(scoped in TMap map, nint row, nint end)
        where TMap : struct, IRowMap, allows ref struct
    {
        for (; row < end; row++)
            map.Invoke(row);
    }

    private ref struct Work<TMap> : IWork
        where TMap : struct, IRowMap, allows ref struct
    {
        public TMap Map;
        public RowBlocks Blocks;

        public readonly void Invoke(int item)
        {
            var (from, to) = Blocks[item];
            Block(in Map, from, to);
        }
    }
}
