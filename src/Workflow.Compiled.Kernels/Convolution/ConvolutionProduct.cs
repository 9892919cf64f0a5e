using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>
/// A convolution as a matrix product whose left factor is never built: its rows are result pixels, its inner dimension runs over taps and channels. In channels-last
/// memory the patch of a pixel is, kernel row by kernel row, contiguous, and neighbouring pixels lie a fixed distance apart: the micro-kernel reads them where
/// they are, in rows of the image that were copied once with their zeros beside them, or in the image itself where no zeros are needed.
/// </summary>
/// <remarks>
/// Where channels are few, a copied line holds the kernel's rows on top of each other ("stacked"), so that the whole patch is contiguous. Each result is a sum in
/// an order that depends on the geometry alone, not on how the result is divided. Kernel rows outside the image are left out.
/// </remarks>
internal readonly unsafe ref struct ConvolutionProduct<V, TEpilogue>
    where V : struct, IVector<V>
    where TEpilogue : struct, IEpilogue, allows ref struct
{
    // Longer rows of a patch are cut, so that the panel that is read again for each tile stays near.
    private static int MostSteps => Blocking.Inner;

    private readonly TEpilogue _epilogue;

    [ThreadStatic]
    private static PackingBuffer? _lines;

    public ConvolutionProduct(scoped in TEpilogue epilogue) => _epilogue = epilogue;

    public required ConvolutionPanels Panels { get; init; }

    public required float* Source { get; init; }

    /// <summary>Channels of a whole source pixel.</summary>
    public required nint SourceChannels { get; init; }

    /// <summary>Channels of a group of it.</summary>
    public required nint Channels { get; init; }

    public required float* Result { get; init; }

    /// <summary>Channels of a whole result pixel.</summary>
    public required nint ResultChannels { get; init; }

    /// <summary>Channels of a group of it.</summary>
    public required nint Columns { get; init; }

    public required ConvolutionAxis Y { get; init; }

    public required ConvolutionAxis X { get; init; }

    public required bool IsStacked { get; init; }

    public required bool IsCopied { get; init; }

    private static PackingBuffer Lines => _lines ??= new PackingBuffer();

    private static nint PanelWidth => 2 * V.Count;

    /// <summary>Values that lie between a pixel's source and its neighbour's.</summary>
    private nint PixelStride => !IsCopied ? SourceChannels : UnitSteps;

    /// <summary>Steps of the inner dimension that one source pixel gives at once.</summary>
    private nint UnitSteps => IsStacked ? Y.Taps * Channels : Channels;

    /// <summary>Computes a block of the result: rows counted over all images, from a first to before a last, and so on.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Compute(nint group, int row, int rowEnd, int x, int xEnd, nint column, nint columnEnd)
    {
        if (Y.Taps == 0 || X.Taps == 0)
        {
            for (; row < rowEnd; row++)
                FinishEmpty(group, row, x, xEnd, column, columnEnd);
            return;
        }

        var lines = stackalloc nint[rowEnd - row];
        if (IsStacked)
            Stack(group, row, rowEnd, x, xEnd, lines);
        else if (IsCopied)
            CopyLines(group, row, rowEnd, x, xEnd, lines);
        else
            PointToLines(group, row, rowEnd, x, lines);

        for (; column < columnEnd; column += ConvolutionWeights.PanelWidth)
            ComputePanel(group, row, rowEnd, x, xEnd, column, Math.Min(ConvolutionWeights.PanelWidth, columnEnd - column), lines);
    }

    private static nint LineLength(in ConvolutionAxis axis, nint unit, int x, int xEnd) => (((xEnd - 1 - x) * (nint)axis.SourceStep) + axis.Reach + 1) * unit;

    /// <summary>All result pixels of a block for one panel of result channels: part after part of the inner dimension, so that the weights stay in a near cache.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ComputePanel(nint group, int row, int rowEnd, int x, int xEnd, nint column, nint width, nint* lines)
    {
        var unit = UnitSteps;
        var isContiguous = X.Taps == 1 || (X.OffsetStep == 1 && PixelStride == unit);
        var (runs, runSteps) = isContiguous ? (1, X.Taps * unit) : (X.Taps, unit);
        var lineTaps = IsStacked ? 1 : Y.Taps;
        var lineStride = IsStacked ? 0 : Y.OffsetStep * (IsCopied ? LineLength(X, unit, x, xEnd) : X.SourceLength * SourceChannels);
        var parts = Blocking.Parts(runSteps, MostSteps);
        var panel = Panels.At(group, column);
        var panelStride = Panels.Stride(column);
        for (var tap = 0; tap < lineTaps; tap++)
        {
            for (var run = 0; run < runs; run++)
            {
                for (nint part = 0; part < parts; part++)
                {
                    var step = Blocking.Start(runSteps, parts, part);
                    var steps = Blocking.Start(runSteps, parts, part + 1) - step;
                    var right = panel + ((((((nint)tap * runs) + run) * runSteps) + step) * panelStride);
                    var offset = (tap * lineStride) + ((nint)run * X.OffsetStep * PixelStride) + step;
                    for (var at = row; at < rowEnd; at++)
                    {
                        var (firstTap, endTap) = LineTaps(at, lineTaps);
                        if (tap >= firstTap && tap < endTap)
                        {
                            var isFirst = tap == firstTap && run == 0 && part == 0;
                            var isLast = tap == endTap - 1 && run == runs - 1 && part == parts - 1;
                            ComputeRow(group, at, x, xEnd, column, width, (float*)lines[at - row] + offset, right, panelStride, steps, isFirst, isLast);
                        }
                        else if (firstTap >= endTap && tap == 0 && run == 0 && part == 0)
                        {
                            FinishEmpty(group, at, x, xEnd, column, column + width);
                        }
                    }
                }
            }
        }
    }

    /// <summary>The kernel rows that lie inside the image for a result row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private (int First, int End) LineTaps(int row, int lineTaps)
    {
        if (IsStacked)
            return (0, 1);
        var source = Y.Source(row % Y.Length);
        var first = source >= 0 ? 0 : (-source + Y.OffsetStep - 1) / Y.OffsetStep;
        var end = source >= Y.SourceLength ? 0 : Math.Min(lineTaps, ((Y.SourceLength - 1 - source) / Y.OffsetStep) + 1);
        return (first, end);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ComputeRow(
        nint group, int row, int x, int xEnd, nint column, nint width, float* line, float* right, nint rightStride, nint steps, bool isFirst, bool isLast)
    {
        var pixel = PixelIndex(row, x);
        var resultStride = X.ResultStep * ResultChannels;
        var rowStride = X.SourceStep * PixelStride;
        nint pixels = xEnd - x;
        var tiles = Blocking.Parts(pixels, Tile.MaxRows<V>());
        for (nint part = 0; part < width; part += PanelWidth)
        {
            var columns = Math.Min(PanelWidth, width - part);
            var firstColumn = (group * Columns) + column + part;
            for (nint tile = 0; tile < tiles; tile++)
            {
                var first = Blocking.Start(pixels, tiles, tile);
                var height = Blocking.Start(pixels, tiles, tile + 1) - first;
                var left = line + (first * rowStride);
                var at = pixel + (first * X.ResultStep);
                var result = Result + (at * ResultChannels) + firstColumn;
                if (columns == PanelWidth)
                    Tile.Run<V, Counts.Two, AnyStride>((int)height, left, rowStride, 1, right + part, rightStride, result, resultStride, steps, !isFirst);
                else
                    ComputeNarrow(height, columns, left, rowStride, right + part, rightStride, result, resultStride, steps, isFirst);
                if (isLast)
                    Finish(at, height, firstColumn, columns, result, resultStride);
            }
        }
    }

    /// <summary>A tile at the last columns: computed into scratch memory at full width, of which only the valid columns are kept.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ComputeNarrow(
        nint height, nint columns, float* left, nint rowStride, float* right, nint rightStride, float* result, nint resultStride, nint steps, bool isFirst)
    {
        var scratch = stackalloc float[(int)(height * PanelWidth)];
        if (columns <= V.Count)
            Tile.Run<V, Counts.One, AnyStride>((int)height, left, rowStride, 1, right, rightStride, scratch, PanelWidth, steps, false);
        else
            Tile.Run<V, Counts.Two, AnyStride>((int)height, left, rowStride, 1, right, rightStride, scratch, PanelWidth, steps, false);
        ScratchTile.Keep<V>(scratch, PanelWidth, height, columns, result, resultStride, accumulate: !isFirst);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Finish(nint pixel, nint pixels, nint column, nint columns, float* result, nint resultStride)
    {
        if (typeof(TEpilogue) == typeof(NoEpilogue))
            return;
        if (X.ResultStep == 1)
        {
            EpilogueTile.Apply<V, TEpilogue>(in _epilogue, pixel, pixels, column, columns, result, resultStride);
            return;
        }

        for (nint at = 0; at < pixels; at++)
            EpilogueTile.Apply<V, TEpilogue>(in _epilogue, pixel + (at * X.ResultStep), 1, column, columns, result + (at * resultStride), resultStride);
    }

    /// <summary>A row of the result that no tap reaches: zero, and the epilogue of it.</summary>
    private void FinishEmpty(nint group, int row, int x, int xEnd, nint column, nint columnEnd)
    {
        var firstColumn = (group * Columns) + column;
        for (var at = x; at < xEnd; at++)
        {
            var pixel = PixelIndex(row, at);
            var result = Result + (pixel * ResultChannels) + firstColumn;
            new Span<float>(result, (int)(columnEnd - column)).Clear();
            Finish(pixel, 1, firstColumn, columnEnd - column, result, ResultChannels);
        }
    }

    private nint PixelIndex(int row, int x)
    {
        var (image, y) = Math.DivRem(row, Y.Length);
        var resultRow = ((nint)image * Y.ResultLength) + Y.ResultFirst + ((nint)y * Y.ResultStep);
        return (resultRow * X.ResultLength) + X.ResultFirst + ((nint)x * X.ResultStep);
    }

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
