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
        var (lines, y, x) = (product.Lines, product.Lines.Y, product.Lines.X);
        var rows = batch * y.Length;
        if (rows == 0 || x.Length == 0)
            return;
        var threads = work < WorthSharing ? 1 : WorkerPool.Threads;
        var widths = Parts(x.Length, (int)Math.Clamp(BlockValues / (lines.Channels * x.SourceStep), 14, BlockWidth));
        var width = Parts(x.Length, widths);
        var perRow = (long)width * x.SourceStep * lines.Channels * y.SourceStep;
        var blocks = Parts(rows, (int)Math.Clamp(BlockValues / Math.Max(1, perRow), 1, MostRows));
        blocks = Math.Min(rows, Parts(blocks, threads) * threads);
        var panels = Parts((int)product.Columns, ConvolutionWeights.PanelWidth);
        var columns = Math.Min(panels, Parts(threads, blocks * widths * groups));
        var item = new Work<V, TEpilogue>
        {
            Product = product, Rows = rows, Blocks = blocks, Widths = widths, Panels = panels, Columns = columns,
        };
        var items = blocks * widths * columns * groups;
        if (threads > 1)
        {
            WorkerPool.Run(items, in item);
            return;
        }

        for (var i = 0; i < items; i++)
            item.Invoke(i);
    }

    private static int Parts(int length, int most) => (int)Blocking.Parts(length, most);

    private ref struct Work<V, TEpilogue> : IWork
        where V : struct, IVector<V>
        where TEpilogue : struct, IEpilogue, allows ref struct
    {
        public ConvolutionProduct<V, TEpilogue> Product;
        public int Rows;
        public int Blocks;
        public int Widths;
        public int Panels;
        public int Columns;

        public readonly void Invoke(int item)
        {
            (item, var column) = Math.DivRem(item, Columns);
            (item, var width) = Math.DivRem(item, Widths);
            var (group, block) = Math.DivRem(item, Blocks);
            Product.Compute(
                group,
                (int)Blocking.Start(Rows, Blocks, block),
                (int)Blocking.Start(Rows, Blocks, block + 1),
                (int)Blocking.Start(Product.Lines.X.Length, Widths, width),
                (int)Blocking.Start(Product.Lines.X.Length, Widths, width + 1),
                Blocking.Start(Panels, Columns, column) * ConvolutionWeights.PanelWidth,
                Math.Min(Product.Columns, Blocking.Start(Panels, Columns, column + 1) * ConvolutionWeights.PanelWidth));
        }
    }
}
