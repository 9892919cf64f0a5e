using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>
/// A convolution as a matrix product whose left factor is never built: its rows are result pixels, its inner dimension runs over taps and channels. In channels-last
/// memory the patch of a pixel is, kernel row by kernel row, contiguous, and neighbouring pixels lie a fixed distance apart: the micro-kernel reads them where
/// they are, in rows of the image that were copied once with their zeros beside them, or in the image itself where no zeros are needed.
/// </summary>
/// <remarks>
/// Weights that stay near are passed over at once, their kernel rows as runs of the inner dimension; of others one part after the other. Each result is a sum in an order that
/// depends on the geometry alone, not on how the result is divided. Kernel rows outside the image are left out.
/// </remarks>
internal readonly unsafe ref struct ConvolutionProduct<V, TEpilogue>
    where V : struct, IVector<V>
    where TEpilogue : struct, IEpilogue, allows ref struct
{
    // Longer rows of a patch are cut, so that the panel that is read again for each tile stays near.
    private static int MostSteps => Blocking.Inner;

    // Runs that fit on the stack.
    private const int MostRuns = 1024;

    // Weights that stay in the second cache while pixels stream past them.
    private const int NearValues = 64 * 1024;

    private readonly TEpilogue _epilogue;

    public ConvolutionProduct(scoped in TEpilogue epilogue) => _epilogue = epilogue;

    public required ConvolutionPanels Panels { get; init; }

    public required ConvolutionLines Lines { get; init; }

    public required float* Result { get; init; }

    /// <summary>Channels of a whole result pixel.</summary>
    public required nint ResultChannels { get; init; }

    /// <summary>Channels of a group of it.</summary>
    public required nint Columns { get; init; }

    private ConvolutionAxis Y => Lines.Y;

    private ConvolutionAxis X => Lines.X;

    private static nint PanelWidth => 2 * V.Count;

    /// <summary>How many stretches of the inner dimension a kernel row is, and the steps of each.</summary>
    private (int Count, nint Steps) LineRuns => Lines.IsContiguous ? (1, X.Taps * Channels) : (X.Taps, Channels);

    private nint Channels => Lines.Channels;

    /// <summary>Values that lie between the sources of neighbouring result pixels.</summary>
    private nint RowStride => X.SourceStep * Lines.PixelStride;

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
        Lines.Prepare<V>(group, row, rowEnd, x, xEnd, lines);
        if (Y.Taps * LineRuns.Count <= MostRuns && Y.Taps * X.Taps * Channels * (columnEnd - column) <= NearValues)
        {
            ComputePixels(group, row, rowEnd, x, xEnd, column, columnEnd, lines);
            return;
        }

        for (; column < columnEnd; column += ConvolutionWeights.PanelWidth)
            ComputePanel(group, row, rowEnd, x, xEnd, column, Math.Min(ConvolutionWeights.PanelWidth, columnEnd - column), lines);
    }

    /// <summary>All result pixels of a block for one panel of result channels: part after part of the inner dimension, so that the weights stay in a near cache.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ComputePanel(nint group, int row, int rowEnd, int x, int xEnd, nint column, nint width, nint* lines)
    {
        var (runs, runSteps) = LineRuns;
        var lineStride = Lines.TapStride(x, xEnd);
        var parts = Blocking.Parts(runSteps, MostSteps);
        var panel = Panels.At(group, column);
        var panelStride = Panels.Stride(column);
        for (var tap = 0; tap < Y.Taps; tap++)
        {
            for (var run = 0; run < runs; run++)
            {
                for (nint part = 0; part < parts; part++)
                {
                    var step = Blocking.Start(runSteps, parts, part);
                    var steps = Blocking.Start(runSteps, parts, part + 1) - step;
                    var right = panel + ((((((nint)tap * runs) + run) * runSteps) + step) * panelStride);
                    var offset = (tap * lineStride) + ((nint)run * X.OffsetStep * Lines.PixelStride) + step;
                    for (var at = row; at < rowEnd; at++)
                    {
                        var (firstTap, endTap) = Lines.Taps(at);
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ComputeRow(
        nint group, int row, int x, int xEnd, nint column, nint width, float* line, float* right, nint rightStride, nint steps, bool isFirst, bool isLast)
    {
        var pixel = PixelIndex(row, x);
        var rowStride = RowStride;
        nint pixels = xEnd - x;
        var tiles = Blocking.Parts(pixels, Tile.MaxRows<V>());
        for (nint part = 0; part < width; part += PanelWidth)
        {
            var columns = Math.Min(PanelWidth, width - part);
            for (nint tile = 0; tile < tiles; tile++)
            {
                var first = Blocking.Start(pixels, tiles, tile);
                var height = Blocking.Start(pixels, tiles, tile + 1) - first;
                var left = line + (first * rowStride);
                ComputeTile(
                    pixel + (first * X.ResultStep), height, (group * Columns) + column + part, columns, left, rowStride, right + part, rightStride, steps, isFirst, isLast, null, null);
            }
        }
    }

    /// <summary>
    /// All result channels of a few pixels, then of the next: pixels come from a far cache and go there once, and while some are computed, the next ones are asked for.
    /// </summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ComputePixels(nint group, int row, int rowEnd, int x, int xEnd, nint column, nint columnEnd, nint* lines)
    {
        var (lineRuns, lineStride) = (LineRuns.Count, Lines.TapStride(x, xEnd));
        var count = Y.Taps * lineRuns;
        nint* left = stackalloc nint[count], right = stackalloc nint[count], lastRight = stackalloc nint[count];
        FillRuns(lineStride, Panels.Stride(column), Panels.Stride(columnEnd - 1), left, right, lastRight);
        nint pixels = xEnd - x;
        var tiles = Blocking.Parts(pixels, Tile.MaxRows<V>());
        for (var at = row; at < rowEnd; at++)
        {
            var (firstTap, endTap) = Lines.Taps(at);
            if (firstTap >= endTap)
            {
                FinishEmpty(group, at, x, xEnd, column, columnEnd);
                continue;
            }

            // Runs lie at equal distances, so those of fewer taps are the first of them.
            var line = (float*)lines[at - row] + (firstTap * lineStride);
            var runs = new Runs((endTap - firstTap) * lineRuns, left, right);
            var lastRuns = new Runs(runs.Count, left, lastRight);
            for (nint tile = 0; tile < tiles; tile++)
            {
                var first = Blocking.Start(pixels, tiles, tile);
                var height = Blocking.Start(pixels, tiles, tile + 1) - first;
                ComputeColumns(group, PixelIndex(at, x + (int)first), height, column, columnEnd, line + (first * RowStride), firstTap * lineRuns, &runs, &lastRuns);
            }
        }
    }

    /// <summary>Where the runs of the inner dimension begin: in the lines, in panels of full width, and in the last one.</summary>
    private void FillRuns(nint lineStride, nint rightStride, nint lastRightStride, nint* left, nint* right, nint* lastRight)
    {
        var (lineRuns, steps) = LineRuns;
        for (var run = 0; run < Y.Taps * lineRuns; run++)
        {
            var (tap, part) = Math.DivRem(run, lineRuns);
            left[run] = (tap * lineStride) + (part * X.OffsetStep * Lines.PixelStride);
            right[run] = run * steps * rightStride;
            lastRight[run] = run * steps * lastRightStride;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ComputeColumns(nint group, nint pixel, nint height, nint column, nint columnEnd, float* left, nint firstRun, Runs* runs, Runs* lastRuns)
    {
        var (steps, rowStride) = (LineRuns.Steps, RowStride);
        var result = Result + (pixel * ResultChannels) + (group * Columns) + column;
        var resultLength = height * X.ResultStep * ResultChannels;
        var next = new Ahead(left + (height * rowStride), Lines.IsCopied ? 0 : height * rowStride, result + resultLength, resultLength);
        var lastStride = Panels.Stride(columnEnd - 1);
        for (; column < columnEnd; column += PanelWidth)
        {
            var panel = column / ConvolutionWeights.PanelWidth * ConvolutionWeights.PanelWidth;
            var stride = Panels.Stride(panel);
            ComputeTile(
                pixel,
                height,
                (group * Columns) + column,
                Math.Min(PanelWidth, columnEnd - column),
                left,
                rowStride,
                Panels.At(group, panel) + column - panel + (firstRun * steps * stride),
                stride,
                steps,
                true,
                true,
                next.Take(steps * runs->Count),
                stride == lastStride ? lastRuns : runs);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ComputeTile(
        nint pixel,
        nint height,
        nint firstColumn,
        nint columns,
        float* left,
        nint rowStride,
        float* right,
        nint rightStride,
        nint steps,
        bool isFirst,
        bool isLast,
        float* ahead,
        Runs* runs)
    {
        var result = Result + (pixel * ResultChannels) + firstColumn;
        var resultStride = X.ResultStep * ResultChannels;
        if (columns == PanelWidth)
            Tile.Run<V, Counts.Two, AnyStride>((int)height, left, rowStride, 1, right, rightStride, result, resultStride, steps, !isFirst, ahead, runs);
        else
            ComputeNarrow(height, columns, left, rowStride, right, rightStride, result, resultStride, steps, isFirst, ahead, runs);
        if (isLast)
            Finish(pixel, height, firstColumn, columns, result, resultStride);
    }

    /// <summary>A tile at the last columns: computed into scratch memory at full width, of which only the valid columns are kept.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ComputeNarrow(
        nint height,
        nint columns,
        float* left,
        nint rowStride,
        float* right,
        nint rightStride,
        float* result,
        nint resultStride,
        nint steps,
        bool isFirst,
        float* ahead,
        Runs* runs)
    {
        var scratch = stackalloc float[(int)(height * PanelWidth)];
        if (columns <= V.Count)
            Tile.Run<V, Counts.One, AnyStride>((int)height, left, rowStride, 1, right, rightStride, scratch, PanelWidth, steps, false, ahead, runs);
        else
            Tile.Run<V, Counts.Two, AnyStride>((int)height, left, rowStride, 1, right, rightStride, scratch, PanelWidth, steps, false, ahead, runs);
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
}
