using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>Computes several products, and divides them between threads: a thread gets whole products, and parts of the first and last of them.</summary>
internal static unsafe class GemmBatchWork
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<V, TEpilogue>(
        Operand left, Operand right, Target result, BatchStrides batch, int rows, int columns, int inner, scoped in TEpilogue epilogue)
        where V : struct, IVector<V>
        where TEpilogue : struct, IEpilogue, allows ref struct
    {
        var work = new Work<V, TEpilogue>
        {
            Left = left, Right = right, Result = result, Batch = batch, Rows = rows, Columns = columns, Inner = inner, Epilogue = epilogue, Parts = 1,
        };
        var threads = WorkerPool.Threads;
        if (threads > 1 && (double)batch.Count * rows * columns * inner >= GemmWork.WorthSharing)
            work.Parts = (int)Math.Min(threads, work.Units * batch.Count);
        if (work.Parts == 1)
            work.Invoke(0);
        else
            WorkerPool.Run(work.Parts, in work);
    }

    private ref struct Work<V, TEpilogue> : IWork
        where V : struct, IVector<V>
        where TEpilogue : struct, IEpilogue, allows ref struct
    {
        public Operand Left;
        public Operand Right;
        public Target Result;
        public BatchStrides Batch;
        public int Rows;
        public int Columns;
        public int Inner;
        public int Parts;
        public TEpilogue Epilogue;

        /// <summary>In how many parts one product falls at most: tiles along its longer side.</summary>
        public readonly long Units => (Length + Unit - 1) / Unit;

        private readonly bool AlongColumns => Columns >= Rows;

        private readonly int Length => AlongColumns ? Columns : Rows;

        private readonly int Unit => AlongColumns ? 2 * V.Count : Tile.MaxRows<V>();

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Invoke(int item)
        {
            var (units, all) = (Units, Units * Batch.Count);
            var (from, to) = (all * item / Parts, all * (item + 1) / Parts);
            while (from < to)
            {
                var (product, first) = Math.DivRem(from, units);
                var last = Math.Min(units, first + to - from);
                Compute((nint)product, (nint)(first * Unit), (nint)Math.Min(Length, last * Unit));
                from += last - first;
            }
        }

        private readonly void Compute(nint item, nint from, nint to)
        {
            var product = new Product<V, TEpilogue>(
                Left with { Data = Left.Data + (item * Batch.Left * sizeof(float)) },
                Right with { Data = Right.Data + (item * Batch.Right * sizeof(float)) },
                Result with { Data = Result.Data + (item * Batch.Result * sizeof(float)), FirstRow = item * Rows },
                Rows,
                Columns,
                Inner,
                in Epilogue);
            if (AlongColumns)
                product.Compute(0, Rows, from, to - from);
            else
                product.Compute(from, to - from, 0, Columns);
        }
    }
}
