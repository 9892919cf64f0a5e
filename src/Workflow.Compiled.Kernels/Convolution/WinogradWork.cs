using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>Divides a convolution by tiles into blocks and shares them between threads.</summary>
internal static unsafe class WinogradWork
{
    // Below about 10 µs of work, waking a thread costs more than it brings.
    private const long WorthSharing = 2_000_000;

    // Tiles of a block, of which the transformed source, the products of a panel and those weights that stream past them share the second cache.
    private const int FewTiles = 42;

    // Where the weights are many times that cache, it is they that should be read seldom.
    private const int ManyTiles = 140;
    private const int ManyWeights = 128 * 1024;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<V, TEpilogue>(
        ConvolutionPanels panels, float* source, int channels, float* result, int columns, in ConvolutionAxis y, in ConvolutionAxis x, int batch, scoped in TEpilogue epilogue)
        where V : struct, IVector<V>
        where TEpilogue : struct, IEpilogue, allows ref struct
    {
        var tiles = new WinogradTiles(in y, in x, batch);
        var threads = tiles.Count * Winograd.Points * channels * columns < WorthSharing ? 1 : WorkerPool.Threads;
        var hasFewWeights = HasFewWeights(channels, columns);
        var blocks = Blocking.Parts(tiles.Count, BlockTiles(channels, columns));
        blocks = blocks > 1 ? Math.Min(tiles.Count, Blocking.Parts(blocks, threads) * threads) : blocks;
        var count = (int)Blocking.Parts(columns, ConvolutionWeights.PanelWidth);
        var weights = hasFewWeights && blocks > 1 ? Transform<V>(panels, channels, columns, threads) : null;
        var parts = (int)Math.Min(count, Blocking.Parts(threads, blocks));
        Share((int)blocks * parts, threads, new WinogradConvolution<V, TEpilogue>(in epilogue)
        {
            Panels = panels, Source = source, Channels = channels, Result = result, Columns = columns, Tiles = tiles, Blocks = (int)blocks, Parts = parts, Weights = weights,
        });
    }

    /// <summary>The output by rows, with the weight transformed by so many threads where all blocks share it.</summary>
    public static WinogradRows<V, TEpilogue> Rows<V, TEpilogue>(in Conv2dShape shape, float* input, float* weight, int threads, scoped in TEpilogue epilogue)
        where V : struct, IVector<V>
        where TEpilogue : struct, IEpilogue, allows ref struct
    {
        var (y, x, batch) = ConvolutionForward.Axes(in shape);
        var panels = ConvolutionPanels.Forward<V>(in shape, weight);
        var convolution = new WinogradConvolution<V, TEpilogue>(in epilogue)
        {
            Panels = panels,
            Source = input,
            Channels = shape.InChannels,
            Result = null,
            Columns = shape.OutChannels,
            Tiles = new WinogradTiles(in y, in x, batch),
            Blocks = 1,
            Parts = 1,
            Weights = HasFewWeights(shape.InChannels, shape.OutChannels) ? Transform<V>(panels, shape.InChannels, shape.OutChannels, threads) : null,
        };
        return new(in convolution, BlockTiles(shape.InChannels, shape.OutChannels));
    }

    /// <summary>The tiles of a block.</summary>
    public static int BlockTiles(int channels, int columns) => HasFewWeights(channels, columns) ? FewTiles : ManyTiles;

    private static bool HasFewWeights(int channels, int columns) => (long)channels * columns < ManyWeights;

    /// <summary>The weight at all points, for all blocks.</summary>
    private static float* Transform<V>(ConvolutionPanels panels, int channels, int columns, int threads)
        where V : struct, IVector<V>
    {
        var count = (int)Blocking.Parts(columns, ConvolutionWeights.PanelWidth);
        var weights = WinogradScratch.Weights(count * WinogradWeights<V>.PanelLength(channels));
        Share(count, threads, new WinogradWeights<V>(panels, channels, columns, weights));
        return weights;
    }

    private static void Share<TWork>(int items, int threads, scoped in TWork work)
        where TWork : struct, IWork, allows ref struct
    {
        if (threads > 1)
        {
            WorkerPool.Run(items, in work);
            return;
        }

        for (var item = 0; item < items; item++)
            work.Invoke(item);
    }
}
