using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>Divides the result of a convolution into blocks and shares them between threads.</summary>
internal static unsafe class ConvolutionWork
{
    // Below about 10 µs of work, waking a thread costs more than it brings.
    private const long WorthSharing = 2_000_000;

    // Source values of a block: a quarter of the second cache, so that the weights stream past them.
    private const long BlockValues = 64 * 1024;

    // Pixels of one row of a block.
    private const int BlockWidth = 448;

    // Rows of a block, so that what is kept for each of them fits on the stack.
    private const int MostRows = 256;

    /// <summary>Computes all blocks.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<V, TEpilogue>(scoped in ConvolutionProduct<V, TEpilogue> product, int batch, int groups, long work)
        where V : struct, IVector<V>
        where TEpilogue : struct, IEpilogue, allows ref struct
    {
        var rows = batch * product.Lines.Y.Length;
        if (rows == 0 || product.Lines.X.Length == 0)
            return;
        var threads = work < WorthSharing ? 1 : WorkerPool.Threads;
        var blocks = Divide(in product, groups, 0, rows, 0, product.Lines.X.Length, threads);
        if (threads > 1)
            WorkerPool.Run(blocks.Items, in blocks);
        else
            blocks.InvokeAll();
    }

    /// <summary>Computes some rows and columns on the calling thread.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void RunPart<V, TEpilogue>(scoped in ConvolutionProduct<V, TEpilogue> product, int groups, int row, int rowEnd, int x, int xEnd)
        where V : struct, IVector<V>
        where TEpilogue : struct, IEpilogue, allows ref struct =>
        Divide(in product, groups, row, rowEnd, x, xEnd, threads: 1).InvokeAll();

    private static Work<V, TEpilogue> Divide<V, TEpilogue>(scoped in ConvolutionProduct<V, TEpilogue> product, int groups, int row, int rowEnd, int x, int xEnd, int threads)
        where V : struct, IVector<V>
        where TEpilogue : struct, IEpilogue, allows ref struct
    {
        var (lines, rows, length) = (product.Lines, rowEnd - row, xEnd - x);
        var widths = Parts(length, (int)Math.Clamp(BlockValues / (lines.Channels * lines.X.SourceStep), 14, BlockWidth));
        var width = Parts(length, widths);
        var perRow = (long)width * lines.X.SourceStep * lines.Channels * lines.Y.SourceStep;
        var blocks = Parts(rows, (int)Math.Clamp(BlockValues / Math.Max(1, perRow), 1, MostRows));
        blocks = Math.Min(rows, Parts(blocks, threads) * threads);
        var panels = Parts((int)product.Columns, ConvolutionWeights.PanelWidth);
        return new()
        {
            Product = product,
            Groups = groups,
            Row = row,
            Rows = rows,
            Blocks = blocks,
            X = x,
            Length = length,
            Widths = widths,
            Panels = panels,
            Columns = Math.Min(panels, Parts(threads, blocks * widths * groups)),
        };
    }

    private static int Parts(int length, int most) => (int)Blocking.Parts(length, most);

    private ref struct Work<V, TEpilogue> : IWork
        where V : struct, IVector<V>
        where TEpilogue : struct, IEpilogue, allows ref struct
    {
        public ConvolutionProduct<V, TEpilogue> Product;
        public int Groups;
        public int Row;
        public int Rows;
        public int Blocks;
        public int X;
        public int Length;
        public int Widths;
        public int Panels;
        public int Columns;

        public readonly int Items => Blocks * Widths * Columns * Groups;

        public readonly void InvokeAll()
        {
            for (var item = 0; item < Items; item++)
                Invoke(item);
        }

        public readonly void Invoke(int item)
        {
            (item, var column) = Math.DivRem(item, Columns);
            (item, var width) = Math.DivRem(item, Widths);
            var (group, block) = Math.DivRem(item, Blocks);
            Product.Compute(
                group,
                Row + (int)Blocking.Start(Rows, Blocks, block),
                Row + (int)Blocking.Start(Rows, Blocks, block + 1),
                X + (int)Blocking.Start(Length, Widths, width),
                X + (int)Blocking.Start(Length, Widths, width + 1),
                Blocking.Start(Panels, Columns, column) * ConvolutionWeights.PanelWidth,
                Math.Min(Product.Columns, Blocking.Start(Panels, Columns, column + 1) * ConvolutionWeights.PanelWidth));
        }
    }
}
