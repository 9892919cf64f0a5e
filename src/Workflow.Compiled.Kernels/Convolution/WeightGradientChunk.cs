using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>A chunk of output pixels, rows counted over all images, and what it adds to the gradient of the weight.</summary>
internal unsafe struct WeightGradientChunk<V>
    where V : struct, IVector<V>
{
    [ThreadStatic]
    private static PackingBuffer? _packed;

    // What a tap sees of the chunk: the first pixel of its first run in both operands, and where the further ones are.
    private float* _left;
    private nint _rightPixel;
    private int _steps;
    private Runs _runs;

    // The output's gradient for the last columns, where they do not fill a register.
    private nint _packedColumn;
    private float* _packedRight;
    private nint _packedPixel;

    public required ConvolutionLines Lines { get; init; }

    public required WeightGradientRows Rows { get; init; }

    /// <summary>The output's gradient, at the group's first channel.</summary>
    public required float* OutputGradient { get; init; }

    /// <summary>Channels of a whole output pixel.</summary>
    public required nint OutChannels { get; init; }

    public required int Row { get; init; }

    public required int RowEnd { get; init; }

    public required int X { get; init; }

    public required int XEnd { get; init; }

    public required Ahead Ahead { get; set; }

    public static int PanelWidth => 2 * V.Count;

    private static PackingBuffer Packed => _packed ??= new PackingBuffer();

    private readonly int Pixels => XEnd - X;

    /// <summary>Adds to tiles of the result, or begins them.</summary>
    /// <param name="tile">The first tile.</param>
    /// <param name="tileEnd">The last, plus one.</param>
    /// <param name="column">The first output channel, counted in its group.</param>
    /// <param name="columnEnd">The last, plus one.</param>
    /// <param name="group">The group.</param>
    /// <param name="result">The group's result: panels of output channels.</param>
    /// <param name="resultColumns">Output channels of the group.</param>
    /// <param name="accumulate">Whether to add to what the result holds.</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Compute(int tile, int tileEnd, nint column, nint columnEnd, int group, float* result, nint resultColumns, bool accumulate)
    {
        var rows = RowEnd - Row;
        nint* lines = stackalloc nint[rows], left = stackalloc nint[rows], right = stackalloc nint[rows], packedRight = stackalloc nint[rows];
        Lines.Prepare<V>(group, Row, RowEnd, X, XEnd, lines);
        PackNarrow(column, columnEnd);
        while (tile < tileEnd)
        {
            var end = Math.Min(tileEnd, Rows.TapEnd(tile));
            See(Rows.TapOf(tile), lines, left, right, packedRight);
            for (var at = column; at < columnEnd; at += PanelWidth)
            {
                var panel = at / ConvolutionWeights.PanelWidth * ConvolutionWeights.PanelWidth;
                var stride = Math.Min(ConvolutionWeights.PanelWidth, resultColumns - panel);
                var target = result + (panel * Rows.Count) + at - panel;
                for (var part = tile; part < end; part++)
                    ComputeTile(part, at, Math.Min(PanelWidth, columnEnd - at), target + (Rows.Row(part) * stride), stride, packedRight, accumulate);
            }

            tile = end;
        }
    }

    /// <summary>Copies the last columns where they do not fill a register, so that the micro-kernel reads nothing beyond them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void PackNarrow(nint column, nint columnEnd)
    {
        var rest = (columnEnd - column) % PanelWidth;
        _packedColumn = rest % V.Count == 0 ? columnEnd : columnEnd - rest;
        if (_packedColumn == columnEnd)
            return;
        _packedRight = Packed.Get((RowEnd - Row) * (nint)Pixels * PanelWidth);
        for (var row = Row; row < RowEnd; row++)
        {
            var source = OutputGradient + ((((nint)row * Lines.X.Length) + X) * OutChannels) + _packedColumn;
            Packing.Panel<V>(source, OutChannels, 1, Pixels, rest, PanelWidth, _packedRight + ((nint)(row - Row) * Pixels * PanelWidth));
        }
    }

    /// <summary>Finds what a tap sees: of each row of the chunk whose source row exists the pixels whose source pixel does.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void See((int Row, int Column) tap, nint* lines, nint* left, nint* right, nint* packedRight)
    {
        var axis = Lines.X;
        var start = axis.FirstOffset + (tap.Column * axis.OffsetStep);
        var first = Lines.IsCopied ? X : Math.Clamp(Up(-start, axis.SourceStep), X, XEnd);
        var end = Lines.IsCopied ? XEnd : Math.Clamp(Up(axis.SourceLength - start, axis.SourceStep), first, XEnd);
        var offset = (tap.Row * Lines.TapStride(X, XEnd)) + ((((first - X) * (nint)axis.SourceStep) + (tap.Column * axis.OffsetStep)) * Lines.PixelStride);
        int count = 0, firstRow = Row;
        for (var row = Row; row < RowEnd && first < end; row++)
        {
            var (firstTap, endTap) = Lines.Taps(row);
            if (tap.Row < firstTap || tap.Row >= endTap)
                continue;
            var line = (float*)lines[row - Row] + offset;
            if (count == 0)
            {
                _left = line;
                firstRow = row;
            }

            left[count] = (nint)(line - _left);
            right[count] = (row - firstRow) * (nint)axis.Length * OutChannels;
            packedRight[count++] = (row - firstRow) * (nint)Pixels * PanelWidth;
        }

        _steps = count == 0 ? 0 : end - first;
        _runs = new Runs(count, left, right);
        _rightPixel = ((nint)firstRow * axis.Length) + first;
        _packedPixel = ((nint)(firstRow - Row) * Pixels) + first - X;
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ComputeTile(int tile, nint column, nint columns, float* result, nint resultStride, nint* packedRight, bool accumulate)
    {
        var runs = _runs;
        var right = OutputGradient + (_rightPixel * OutChannels) + column;
        var rightStride = OutChannels;
        if (column == _packedColumn)
        {
            runs = new Runs(runs.Count, runs.Left, packedRight);
            right = _packedRight + (_packedPixel * PanelWidth);
            rightStride = PanelWidth;
        }

        var left = _left + Rows.RowInTap(tile);
        var height = Rows.Row(tile + 1) - Rows.Row(tile);
        nint step = Lines.X.SourceStep * Lines.PixelStride;
        var ahead = Ahead;
        var next = ahead.Take(_steps * runs.Count);
        Ahead = ahead;
        if (columns == PanelWidth)
        {
            Tile.Run<V, Counts.Two, UnitStride>(height, left, 1, step, right, rightStride, result, resultStride, _steps, accumulate, next, &runs);
            return;
        }

        var scratch = stackalloc float[height * PanelWidth];
        if (columns <= V.Count)
            Tile.Run<V, Counts.One, UnitStride>(height, left, 1, step, right, rightStride, scratch, PanelWidth, _steps, false, next, &runs);
        else
            Tile.Run<V, Counts.Two, UnitStride>(height, left, 1, step, right, rightStride, scratch, PanelWidth, _steps, false, next, &runs);
        ScratchTile.Keep<V>(scratch, PanelWidth, height, columns, result, resultStride, accumulate);
    }

    /// <summary>The quotient, rounded up.</summary>
    private static int Up(int value, int divisor) => value <= 0 ? -(-value / divisor) : ((value - 1) / divisor) + 1;
}
