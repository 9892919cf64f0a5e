using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>Where rows of an image lie for a convolution: in the image itself, or copied with the zeros beside them.</summary>
internal readonly unsafe struct ConvolutionLines
{
    [ThreadStatic]
    private static PackingBuffer? _buffer;

    public required float* Source { get; init; }

    /// <summary>Channels of a whole source pixel.</summary>
    public required nint SourceChannels { get; init; }

    /// <summary>Channels of a group of it.</summary>
    public required nint Channels { get; init; }

    public required ConvolutionAxis Y { get; init; }

    public required ConvolutionAxis X { get; init; }

    /// <summary>Whether lines are copies, of the group's channels alone.</summary>
    public required bool IsCopied { get; init; }

    /// <summary>Values that lie between a pixel and its neighbour.</summary>
    public nint PixelStride => IsCopied ? Channels : SourceChannels;

    /// <summary>Whether the taps of a kernel row lie side by side.</summary>
    public bool IsContiguous => X.Taps == 1 || (X.OffsetStep == 1 && PixelStride == Channels);

    private static PackingBuffer Buffer => _buffer ??= new PackingBuffer();

    /// <summary>Gives for each result row of a block, counted over all images, where the first tap of the first result pixel lies: outside the memory, if that row of the image does not exist.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Prepare<V>(nint group, int row, int rowEnd, int x, int xEnd, nint* lines)
        where V : struct, IVector<V>
    {
        if (IsCopied)
            Copy<V>(group, row, rowEnd, x, xEnd, lines);
        else
            PointTo(group, row, rowEnd, x, lines);
    }

    /// <summary>From one row of the kernel to the next in lines that were prepared for a range of result pixels.</summary>
    public nint TapStride(int x, int xEnd) => Y.OffsetStep * (IsCopied ? Length(x, xEnd) : X.SourceLength * SourceChannels);

    /// <summary>The kernel rows that lie inside the image for a result row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public (int First, int End) Taps(int row)
    {
        var source = Y.Source(row % Y.Length);
        var first = source >= 0 ? 0 : (-source + Y.OffsetStep - 1) / Y.OffsetStep;
        var end = source >= Y.SourceLength ? 0 : Math.Min(Y.Taps, ((Y.SourceLength - 1 - source) / Y.OffsetStep) + 1);
        return (first, end);
    }

    private nint Length(int x, int xEnd) => (((xEnd - 1 - x) * (nint)X.SourceStep) + X.Reach + 1) * Channels;

    /// <summary>No zeros beside any row: the image itself.</summary>
    private void PointTo(nint group, int row, int rowEnd, int x, nint* lines)
    {
        for (var at = row; at < rowEnd; at++)
        {
            var (image, y) = Math.DivRem(at, Y.Length);
            var sourceRow = ((nint)image * Y.SourceLength) + Y.Source(y);
            lines[at - row] = (nint)(Source + (((sourceRow * X.SourceLength) + X.Source(x)) * SourceChannels) + (group * Channels));
        }
    }

    /// <summary>Copies each row of the image that the block reads, with its zeros beside it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Copy<V>(nint group, int row, int rowEnd, int x, int xEnd, nint* lines)
        where V : struct, IVector<V>
    {
        var length = Length(x, xEnd);
        var most = Blocking.Parts(rowEnd - 1, Y.Length) + 1 - (row / Y.Length); // images that the block touches
        var perRow = Math.Min(Y.SourceLength, ((nint)Math.Min(Y.Length, rowEnd - row) * Y.SourceStep) + Y.Reach + 1);
        var buffer = Buffer.Get(most * perRow * length);
        for (var at = row; at < rowEnd;)
        {
            var (image, y) = Math.DivRem(at, Y.Length);
            var end = Math.Min(Y.Length, y + rowEnd - at);
            var first = Math.Clamp(Y.Source(y), 0, Y.SourceLength);
            var last = Math.Clamp(Y.Source(end - 1) + Y.Reach + 1, first, Y.SourceLength);
            for (var line = first; line < last; line++)
            {
                var source = Source + ((((nint)image * Y.SourceLength) + line) * X.SourceLength * SourceChannels) + (group * Channels);
                CopyLine<V>(source, X.Source(x), length / Channels, buffer + ((line - first) * length));
            }

            for (; y < end; y++, at++)
                lines[at - row] = (nint)(buffer + ((Y.Source(y) - first) * length));
            buffer += Math.Max(0, last - first) * length;
        }
    }

    /// <summary>Copies pixels of one row of the image; those outside are zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void CopyLine<V>(float* source, int x, nint pixels, float* line)
        where V : struct, IVector<V>
    {
        var from = Math.Clamp(-x, 0, pixels);
        var to = Math.Clamp(X.SourceLength - x, from, pixels);
        source += (x + from) * SourceChannels;
        Clear(line, from * Channels);
        if (SourceChannels == Channels)
            System.Buffer.MemoryCopy(source, line + (from * Channels), (to - from) * Channels * sizeof(float), (to - from) * Channels * sizeof(float));
        else
            CopyPixels<V>(source, to - from, line + (from * Channels));
        Clear(line + (to * Channels), (pixels - to) * Channels);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void CopyPixels<V>(float* source, nint pixels, float* line)
        where V : struct, IVector<V>
    {
        for (nint pixel = 0; pixel < pixels; pixel++, source += SourceChannels, line += Channels)
        {
            nint channel = 0;
            for (; channel <= Channels - V.Count; channel += V.Count)
                V.Load(source + channel).Store(line + channel);
            for (; channel < Channels; channel++)
                line[channel] = source[channel];
        }
    }

    private static void Clear(float* memory, nint length) => new Span<float>(memory, (int)length).Clear();
}
