using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>
/// A depthwise convolution, or its input's gradient, as a gather: registers run over channels, eight neighbouring result pixels at a time, each weight loaded once for all of them.
/// Channels do not mix, so there is no matrix product to gain from.
/// </summary>
internal readonly unsafe ref struct DepthwiseConvolution<TEpilogue>
    where TEpilogue : struct, IEpilogue, allows ref struct
{
    // Multiply-adds below which waking a thread costs more than it brings.
    private const long WorthSharing = 1_000_000;
    private const int TilePixels = 8;

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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ComputeRow<V>(int row)
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
        for (; channel <= Channels - V.Count; channel += V.Count)
        {
            var x = 0;
            for (; x < inside; x++)
                Pixel<V>(x, firstTap, endTap, line + channel, channel).Store(result + (x * resultStride) + channel);
            for (; x <= insideEnd - TilePixels; x += TilePixels)
                Tile<V>(firstTap, endTap, line + (X.Source(x) * Channels) + channel, channel, result + (x * resultStride) + channel, resultStride);
            for (; x < X.Length; x++)
                Pixel<V>(x, firstTap, endTap, line + channel, channel).Store(result + (x * resultStride) + channel);
        }

        return channel;
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
    private V Pixel<V>(int x, int firstTap, int endTap, float* line, nint channel)
        where V : struct, IVector<V>
    {
        var sum = V.Zero;
        for (var tapY = firstTap; tapY < endTap; tapY++)
        {
            var row = line + ((nint)tapY * Y.OffsetStep * X.SourceLength * Channels);
            var weight = Weight + ((nint)Y.Tap(tapY) * KernelWidth * Channels) + channel;
            var at = X.Source(x);
            for (var tapX = 0; tapX < X.Taps; tapX++, at += X.OffsetStep)
            {
                if (at >= 0 && at < X.SourceLength)
                    sum = V.MultiplyAdd(V.Load(row + (at * Channels)), V.Load(weight + (X.Tap(tapX) * Channels)), sum);
            }
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Tile<V>(int firstTap, int endTap, float* source, nint channel, float* result, nint resultStride)
        where V : struct, IVector<V>
    {
        V s0 = V.Zero, s1 = V.Zero, s2 = V.Zero, s3 = V.Zero, s4 = V.Zero, s5 = V.Zero, s6 = V.Zero, s7 = V.Zero;
        var stride = X.SourceStep * Channels;
        var next = X.OffsetStep * Channels;
        var nextWeight = X.TapStep * Channels;
        for (var tapY = firstTap; tapY < endTap; tapY++)
        {
            var at = source + ((nint)tapY * Y.OffsetStep * X.SourceLength * Channels);
            var weight = Weight + ((((nint)Y.Tap(tapY) * KernelWidth) + X.FirstTap) * Channels) + channel;
            for (var tapX = 0; tapX < X.Taps; tapX++)
            {
                var w = V.Load(weight);
                var half = at + (4 * stride);
                s0 = V.MultiplyAdd(V.Load(at), w, s0);
                s1 = V.MultiplyAdd(V.Load(at + stride), w, s1);
                s2 = V.MultiplyAdd(V.Load(at + (2 * stride)), w, s2);
                s3 = V.MultiplyAdd(V.Load(at + (3 * stride)), w, s3);
                s4 = V.MultiplyAdd(V.Load(half), w, s4);
                s5 = V.MultiplyAdd(V.Load(half + stride), w, s5);
                s6 = V.MultiplyAdd(V.Load(half + (2 * stride)), w, s6);
                s7 = V.MultiplyAdd(V.Load(half + (3 * stride)), w, s7);
                at += next;
                weight += nextWeight;
            }
        }

        s0.Store(result);
        s1.Store(result + resultStride);
        s2.Store(result + (2 * resultStride));
        s3.Store(result + (3 * resultStride));
        result += 4 * resultStride;
        s4.Store(result);
        s5.Store(result + resultStride);
        s6.Store(result + (2 * resultStride));
        s7.Store(result + (3 * resultStride));
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
