using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>
/// A depthwise convolution, or its input's gradient, as a gather: registers run over channels, up to eight neighbouring result pixels at a time, each weight loaded once for all of them.
/// Channels do not mix, so there is no matrix product to gain from.
/// </summary>
internal readonly unsafe ref struct DepthwiseConvolution<TEpilogue>
    where TEpilogue : struct, IEpilogue, allows ref struct
{
    // Multiply-adds below which waking a thread costs more than it brings.
    private const long WorthSharing = 1_000_000;

    private readonly TEpilogue _epilogue;

    public DepthwiseConvolution(scoped in TEpilogue epilogue) => _epilogue = epilogue;

    public required float* Source { get; init; }

    public required float* Weight { get; init; }

    public required float* Result { get; init; }

    public required nint Channels { get; init; }

    public required int KernelWidth { get; init; }

    public required ConvolutionAxis Y { get; init; }

    public required ConvolutionAxis X { get; init; }

    /// <summary>Computes all rows of the result, on several threads where that pays.</summary>
    public static void Run<V>(scoped in DepthwiseConvolution<TEpilogue> convolution, int batch)
        where V : struct, IVector<V>
    {
        var rows = batch * convolution.Y.Length;
        var work = (long)rows * convolution.X.Length * convolution.Channels * Math.Max(1, convolution.Y.Taps * convolution.X.Taps);
        var parts = work < WorthSharing ? 1 : Math.Min(rows, WorkerPool.Threads * 4);
        if (parts <= 1)
        {
            for (var row = 0; row < rows; row++)
                convolution.ComputeRow<V>(row);
            return;
        }

        WorkerPool.Run(parts, new Work<V> { Convolution = convolution, Rows = rows, Parts = parts });
    }

    /// <summary>Computes a row of the result, counted over all images.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void ComputeRow<V>(int row)
        where V : struct, IVector<V>
    {
        var channel = ComputeChannels<V>(row, 0);
        if (channel < Channels && V.Count > Lanes8.Count)
            channel = ComputeChannels<Lanes8>(row, channel);
        if (channel < Channels && V.Count > Lanes4.Count)
            channel = ComputeChannels<Lanes4>(row, channel);
        if (channel < Channels)
            ComputeChannels<Lanes1>(row, channel);
        Finish<V>(row);
    }

    /// <summary>As many channels as whole registers cover; gives the first that is left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private nint ComputeChannels<V>(int row, nint channel)
        where V : struct, IVector<V>
    {
        var (image, y) = Math.DivRem(row, Y.Length);
        var sourceRow = Y.Source(y);
        var firstTap = sourceRow >= 0 ? 0 : (-sourceRow + Y.OffsetStep - 1) / Y.OffsetStep;
        var endTap = sourceRow >= Y.SourceLength ? 0 : Math.Min(Y.Taps, ((Y.SourceLength - 1 - sourceRow) / Y.OffsetStep) + 1);
        var line = Source + ((((nint)image * Y.SourceLength) + sourceRow) * X.SourceLength * Channels);
        var result = Result + (ResultPixel(image, y) * Channels);
        var resultStride = X.ResultStep * Channels;
        var (inside, insideEnd) = Inside();
        var end = channel + ((Channels - channel) / V.Count * V.Count);
        for (var x = 0; x < X.Length;)
        {
            // All channels of a few pixels: what neighbouring pixels share is then still in the first cache.
            var count = x < inside || x >= insideEnd ? 1 : insideEnd - x >= 8 ? 8 : insideEnd - x >= 4 ? 4 : 1;
            float* source = line + (X.Source(x) * Channels), target = result + (x * resultStride);
            if (count == 8)
                Tiles<V, Counts.Eight>(firstTap, endTap, source, channel, end, target, resultStride);
            else if (count == 4)
                Tiles<V, Counts.Four>(firstTap, endTap, source, channel, end, target, resultStride);
            else
                Pixel<V>(x, firstTap, endTap, line, channel, end, target);
            x += count;
        }

        return end;
    }

    /// <summary>The result pixels of a row whose taps all lie inside it.</summary>
    private (int First, int End) Inside()
    {
        if (X.Taps == 0)
            return (X.Length, X.Length);
        var first = X.FirstOffset >= 0 ? 0 : (-X.FirstOffset + X.SourceStep - 1) / X.SourceStep;
        var room = X.SourceLength - 1 - X.FirstOffset - X.Reach;
        var end = room < 0 ? 0 : (room / X.SourceStep) + 1;
        first = Math.Min(first, X.Length);
        return (first, Math.Clamp(end, first, X.Length));
    }

    private nint ResultPixel(int image, int y) => (((nint)image * Y.ResultLength) + Y.ResultFirst + ((nint)y * Y.ResultStep)) * X.ResultLength + X.ResultFirst;

    /// <summary>One pixel, some of whose taps may lie beside the row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Pixel<V>(int x, int firstTap, int endTap, float* line, nint channel, nint end, float* result)
        where V : struct, IVector<V>
    {
        var at = X.Source(x);
        var first = at >= 0 ? 0 : (-at + X.OffsetStep - 1) / X.OffsetStep;
        var last = at >= X.SourceLength ? 0 : Math.Min(X.Taps, ((X.SourceLength - 1 - at) / X.OffsetStep) + 1);
        var (next, nextWeight) = (X.OffsetStep * Channels, X.TapStep * Channels);
        for (; channel < end; channel += V.Count)
        {
            var sum = V.Zero;
            for (var tapY = firstTap; tapY < endTap; tapY++)
            {
                var source = line + ((((nint)tapY * Y.OffsetStep * X.SourceLength) + at + (first * X.OffsetStep)) * Channels) + channel;
                var weight = Weight + ((((nint)Y.Tap(tapY) * KernelWidth) + X.Tap(first)) * Channels) + channel;
                for (var tapX = first; tapX < last; tapX++, source += next, weight += nextWeight)
                    sum = V.MultiplyAdd(V.Load(source), V.Load(weight), sum);
            }

            sum.Store(result + channel);
        }
    }

    /// <summary>Eight or four pixels whose taps all lie inside the row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Tiles<V, TPixels>(int firstTap, int endTap, float* source, nint channel, nint end, float* result, nint resultStride)
        where V : struct, IVector<V>
        where TPixels : struct, ICount
    {
        var stride = X.SourceStep * Channels;
        var next = X.OffsetStep * Channels;
        var nextWeight = X.TapStep * Channels;
        for (; channel < end; channel += V.Count)
        {
            V s0 = V.Zero, s1 = V.Zero, s2 = V.Zero, s3 = V.Zero, s4 = V.Zero, s5 = V.Zero, s6 = V.Zero, s7 = V.Zero;
            for (var tapY = firstTap; tapY < endTap; tapY++)
            {
                var at = source + ((nint)tapY * Y.OffsetStep * X.SourceLength * Channels) + channel;
                var weight = Weight + ((((nint)Y.Tap(tapY) * KernelWidth) + X.FirstTap) * Channels) + channel;
                for (var tapX = 0; tapX < X.Taps; tapX++)
                {
                    var w = V.Load(weight);
                    s0 = V.MultiplyAdd(V.Load(at), w, s0);
                    s1 = V.MultiplyAdd(V.Load(at + stride), w, s1);
                    s2 = V.MultiplyAdd(V.Load(at + (2 * stride)), w, s2);
                    s3 = V.MultiplyAdd(V.Load(at + (3 * stride)), w, s3);
                    if (TPixels.Count > 4)
                    {
                        var half = at + (4 * stride);
                        s4 = V.MultiplyAdd(V.Load(half), w, s4);
                        s5 = V.MultiplyAdd(V.Load(half + stride), w, s5);
                        s6 = V.MultiplyAdd(V.Load(half + (2 * stride)), w, s6);
                        s7 = V.MultiplyAdd(V.Load(half + (3 * stride)), w, s7);
                    }

                    at += next;
                    weight += nextWeight;
                }
            }

            var target = result + channel;
            StoreFour(s0, s1, s2, s3, target, resultStride);
            if (TPixels.Count > 4)
                StoreFour(s4, s5, s6, s7, target + (4 * resultStride), resultStride);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreFour<V>(V first, V second, V third, V fourth, float* result, nint stride)
        where V : struct, IVector<V>
    {
        first.Store(result);
        second.Store(result + stride);
        third.Store(result + (2 * stride));
        fourth.Store(result + (3 * stride));
    }

    private void Finish<V>(int row)
        where V : struct, IVector<V>
    {
        if (typeof(TEpilogue) == typeof(NoEpilogue))
            return;
        var (image, y) = Math.DivRem(row, Y.Length);
        var pixel = ResultPixel(image, y);
        for (var x = 0; x < X.Length; x++, pixel += X.ResultStep)
            EpilogueTile.Apply<V, TEpilogue>(in _epilogue, pixel, 1, 0, Channels, Result + (pixel * Channels), Channels);
    }

    private ref struct Work<V> : IWork
        where V : struct, IVector<V>
    {
        public DepthwiseConvolution<TEpilogue> Convolution;
        public int Rows;
        public int Parts;

        public readonly void Invoke(int item)
        {
            var end = (int)Blocking.Start(Rows, Parts, item + 1);
            for (var row = (int)Blocking.Start(Rows, Parts, item); row < end; row++)
                Convolution.ComputeRow<V>(row);
        }
    }
}
