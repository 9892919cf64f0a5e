using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>
/// A convolution and the max-pool of its result, which never reaches memory: a thread computes what a band of the pool's result sees, and takes the largest values while they are in its second cache.
/// </summary>
/// <remarks>Where windows overlap, neighbouring parts of one image compute the rows that both see. Each value is the same in both, and as without the pool.</remarks>
internal static unsafe class ConvolutionMaxPool
{
    // Values of a convolution's result that are kept until they are pooled: a quarter of the second cache.
    private const int BandValues = 64 * 1024;

    // The same where windows overlap. What neighbouring bands compute twice costs more than reading a band from a little further away.
    private const int OverlappingBandValues = 256 * 1024;

    // Below about 10 µs of work, waking a thread costs more than it brings.
    private const long WorthSharing = 2_000_000;

    /// <summary>Computes all bands.</summary>
    /// <param name="shape">The convolution.</param>
    /// <param name="pool">The pool of its result.</param>
    /// <param name="input">The convolution's input.</param>
    /// <param name="weight">Its weight.</param>
    /// <param name="epilogue">What happens to the convolution's result before it is pooled.</param>
    /// <param name="forward">The pool's kernel, without its input.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<V, TEpilogue, TPool>(
        in Conv2dShape shape, in Pool2dShape pool, float* input, float* weight, scoped in TEpilogue epilogue, scoped in MaxPoolForward<TPool> forward)
        where V : struct, IVector<V>
        where TEpilogue : struct, IEpilogue, allows ref struct
        where TPool : struct, IEpilogue, allows ref struct
    {
        var threads = shape.Work < WorthSharing ? 1 : WorkerPool.Threads;
        var most = (PoolWindows.Rows(in pool).Overlap ? OverlappingBandValues : BandValues) / (shape.OutWidth * shape.OutChannels);
        if (shape.IsDepthwise)
        {
            var (y, x) = ConvolutionForward.AxesOfImage(in shape);
            var depthwise = new DepthwiseRows<V, TEpilogue>(ConvolutionForward.Depthwise(in shape, y, x, input, weight, null, in epilogue));
            Share<V, DepthwiseRows<V, TEpilogue>, TPool>(in depthwise, new PoolBands(in pool, most, threads, 1), in pool, in forward, threads);
        }
        else if (ConvolutionForward.IsWinograd(in shape))
        {
            var winograd = WinogradWork.Rows<V, TEpilogue>(in shape, input, weight, threads, in epilogue);
            most = Math.Max(most, WinogradWork.BlockTiles(shape.InChannels, shape.OutChannels) * Winograd.Tile * Winograd.Tile / shape.OutWidth);
            Share<V, WinogradRows<V, TEpilogue>, TPool>(in winograd, new PoolBands(in pool, most, threads, Winograd.Tile), in pool, in forward, threads);
        }
        else
        {
            var product = new ProductRows<V, TEpilogue>(
                ConvolutionForward.Product<V, TEpilogue>(in shape, input, weight, null, in epilogue), shape.Groups, shape.OutWidth, ConvolutionForward.IsPointwise(in shape));
            Share<V, ProductRows<V, TEpilogue>, TPool>(in product, new PoolBands(in pool, most, threads, 1), in pool, in forward, threads);
        }
    }

    private static void Share<V, TRows, TPool>(scoped in TRows rows, in PoolBands bands, in Pool2dShape pool, scoped in MaxPoolForward<TPool> forward, int threads)
        where V : struct, IVector<V>
        where TRows : struct, IConvolutionRows, allows ref struct
        where TPool : struct, IEpilogue, allows ref struct
    {
        var work = new Band<V, TRows, TPool> { Rows = rows, Bands = bands, Pool = forward, RowLength = (nint)pool.Width * pool.Channels };
        if (threads > 1)
        {
            WorkerPool.Run(bands.Count, in work);
            return;
        }

        for (var band = 0; band < bands.Count; band++)
            work.Invoke(band);
    }

    private ref struct Band<V, TRows, TPool> : IWork
        where V : struct, IVector<V>
        where TRows : struct, IConvolutionRows, allows ref struct
        where TPool : struct, IEpilogue, allows ref struct
    {
        public TRows Rows;
        public PoolBands Bands;
        public MaxPoolForward<TPool> Pool;
        public nint RowLength;

        public readonly void Invoke(int band)
        {
            var (row, rowEnd) = Bands.Sources(band);
            var result = PoolScratch.Get((rowEnd - row) * RowLength) - (row * RowLength);
            Rows.Compute(result, row, rowEnd);
            var (first, end) = Bands.Rows(band);
            (Pool with { Input = result }).Run<V>(first, end);
        }
    }
}
