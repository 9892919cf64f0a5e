using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <content>Where the rows of a block lie: in the image itself, or copied with the zeros beside them.</content>
internal readonly unsafe ref partial struct ConvolutionProduct<V, TEpilogue>
{
    [ThreadStatic]
    private static PackingBuffer? _lines;

    private static PackingBuffer Lines => _lines ??= new PackingBuffer();

    private static nint LineLength(in ConvolutionAxis axis, nint unit, int x, int xEnd) => (((xEnd - 1 - x) * (nint)axis.SourceStep) + axis.Reach + 1) * unit;

    /// <summary>No zeros beside any row: the image itself.</summary>
    private void PointToLines(nint group, int row, int rowEnd, int x, nint* lines)
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
    private void CopyLines(nint group, int row, int rowEnd, int x, int xEnd, nint* lines)
    {
        var length = LineLength(X, Channels, x, xEnd);
        var most = Blocking.Parts(rowEnd - 1, Y.Length) + 1 - (row / Y.Length); // images that the block touches
        var perRow = Math.Min(Y.SourceLength, ((nint)Math.Min(Y.Length, rowEnd - row) * Y.SourceStep) + Y.Reach + 1);
        var buffer = Lines.Get(most * perRow * length);
        for (var at = row; at < rowEnd;)
        {
            var (image, y) = Math.DivRem(at, Y.Length);
            var end = Math.Min(Y.Length, y + rowEnd - at);
            var first = Math.Clamp(Y.Source(y), 0, Y.SourceLength);
            var last = Math.Clamp(Y.Source(end - 1) + Y.Reach + 1, first, Y.SourceLength);
            for (var line = first; line < last; line++)
            {
                var source = Source + ((((nint)image * Y.SourceLength) + line) * X.SourceLength * SourceChannels) + (group * Channels);
                CopyLine(source, X.Source(x), length / Channels, buffer + ((line - first) * length), Channels);
            }

            for (; y < end; y++, at++)
                lines[at - row] = (nint)(buffer + ((Y.Source(y) - first) * length));
            buffer += Math.Max(0, last - first) * length;
        }
    }

    /// <summary>Copies pixels of one row of the image; those outside are zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void CopyLine(float* source, int x, nint pixels, float* line, nint stride)
    {
        var from = Math.Clamp(-x, 0, pixels);
        var to = Math.Clamp(X.SourceLength - x, from, pixels);
        source += (x + from) * SourceChannels;
        if (stride == Channels)
        {
            Clear(line, from * Channels);
            if (SourceChannels == Channels)
                Buffer.MemoryCopy(source, line + (from * Channels), (to - from) * Channels * sizeof(float), (to - from) * Channels * sizeof(float));
            else
                CopyPixels(source, to - from, line + (from * Channels), stride);
            Clear(line + (to * Channels), (pixels - to) * Channels);
            return;
        }

        for (nint pixel = 0; pixel < from; pixel++)
            Clear(line + (pixel * stride), Channels);
        CopyPixels(source, to - from, line + (from * stride), stride);
        for (var pixel = to; pixel < pixels; pixel++)
            Clear(line + (pixel * stride), Channels);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void CopyPixels(float* source, nint pixels, float* line, nint stride)
    {
        for (nint pixel = 0; pixel < pixels; pixel++, source += SourceChannels, line += stride)
        {
            nint channel = 0;
            for (; channel <= Channels - V.Count; channel += V.Count)
                V.Load(source + channel).Store(line + channel);
            for (; channel < Channels; channel++)
                line[channel] = source[channel];
        }
    }

    private static void Clear(float* memory, nint length) => new Span<float>(memory, (int)length).Clear();

    /// <summary>One line for each result row: the kernel's rows on top of each other, pixel by pixel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Stack(nint group, int row, int rowEnd, int x, int xEnd, nint* lines)
    {
        var length = LineLength(X, UnitSteps, x, xEnd);
        var line = Lines.Get((rowEnd - row) * length);
        for (var at = row; at < rowEnd; at++, line += length)
        {
            lines[at - row] = (nint)line;
            var (image, y) = Math.DivRem(at, Y.Length);
            for (var tap = 0; tap < Y.Taps; tap++)
            {
                var sourceRow = Y.Source(y) + (tap * Y.OffsetStep);
                var isInside = sourceRow >= 0 && sourceRow < Y.SourceLength;
                var source = Source + ((((nint)image * Y.SourceLength) + sourceRow) * X.SourceLength * SourceChannels) + (group * Channels);

                // A row outside the image: every pixel is beyond its end.
                CopyLine(source, isInside ? X.Source(x) : X.SourceLength, length / UnitSteps, line + (tap * Channels), UnitSteps);
            }
        }
    }
}
