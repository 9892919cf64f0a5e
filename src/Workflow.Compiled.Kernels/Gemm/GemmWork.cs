using System.Runtime.CompilerServices;
namespace Workflow.Compiled.Kernels;

/// <summary>Divides the result of a product between threads.</summary>
internal static unsafe class GemmWork
{
    /// <summary>The multiply-adds from which a product is shared.</summary>
    // Below about 10 µs of work, waking a thread costs more than it brings.
    public const long WorthSharing = 2_000_000;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<V, TEpilogue>(
        Operand left, Operand right, Target result, int rows, int columns, int inner, scoped in TEpilogue epilogue)
        where V : struct, IVector<V>
        where TEpilogue : struct, IEpilogue, allows ref struct
    {
        var product = new Product<V, TEpilogue>(left, right, result, rows, columns, inner, in epilogue);
        var threads = WorkerPool.Threads;
        if (threads == 1 || (long)rows * columns * inner < WorthSharing)
        {
            product.Compute(0, rows, 0, columns);
            return;
        }

        var panel = 2 * V.Count;
        var tile = Tile.MaxRows<V>();
        // Along the longer side, so that the factor which every thread reads, and packs for itself, is the smaller one.
        var alongColumns = columns >= rows;
        var (units, unit) = alongColumns ? ((columns + panel - 1) / panel, panel) : ((rows + tile - 1) / tile, tile);
        var parts = Math.Min(threads, units);
        WorkerPool.Run(parts, new Work<V, TEpilogue>
        {
            Product = product, Rows = rows, Columns = columns, Parts = parts, Units = units, Unit = unit, AlongColumns = alongColumns,
        });
    }

    private ref struct Work<V, TEpilogue> : IWork
        where V : struct, IVector<V>
        where TEpilogue : struct, IEpilogue, allows ref struct
    {
        public Product<V, TEpilogue> Product;
        public int Rows;
        public int Columns;
        public int Parts;
        public int Units;
        public int Unit;
        public bool AlongColumns;

        public readonly void Invoke(int item)
        {
            var (length, from) = (AlongColumns ? Columns : Rows, (int)((long)Units * item / Parts) * Unit);
            var to = Math.Min(length, (int)((long)Units * (item + 1) / Parts) * Unit);
            if (AlongColumns)
                Product.Compute(0, Rows, from, to - from);
            else
                Product.Compute(from, to - from, 0, Columns);
        }
    }
}
