namespace Workflow.Compiled.Kernels;

/// <summary>The rows of a weight's gradient as tiles: for each tap its channels; where lines are stacked, the taps that lie side by side in them are one.</summary>
internal readonly struct WeightGradientRows
{
    private readonly int _kernelHeight;
    private readonly int _kernelWidth;
    private readonly int _channels;
    private readonly bool _isStacked;
    private readonly int _rowsOfTap;
    private readonly int _tilesOfTap;

    /// <param name="lines">Where the input lies.</param>
    /// <param name="tileRows">Rows of the largest tile.</param>
    public WeightGradientRows(in ConvolutionLines lines, int tileRows)
    {
        (_kernelHeight, _kernelWidth, _channels, _isStacked) = (lines.Y.Taps, lines.X.Taps, (int)lines.Channels, lines.IsStacked);
        _rowsOfTap = (int)lines.UnitSteps * (_isStacked && lines.IsContiguous ? _kernelWidth : 1);
        _tilesOfTap = (int)Blocking.Parts(_rowsOfTap, tileRows);
    }

    /// <summary>All rows.</summary>
    public int Count => _kernelHeight * _kernelWidth * _channels;

    /// <summary>All tiles.</summary>
    public int Tiles => Count / _rowsOfTap * _tilesOfTap;

    /// <summary>The tap of a tile, as kernel row and column of its first row.</summary>
    public (int Row, int Column) TapOf(int tile) => _isStacked ? (0, tile / _tilesOfTap) : Math.DivRem(tile / _tilesOfTap, _kernelWidth);

    /// <summary>The last tile of the same tap, plus one.</summary>
    public int TapEnd(int tile) => ((tile / _tilesOfTap) + 1) * _tilesOfTap;

    /// <summary>The first row of a tile, counted in its tap.</summary>
    public int RowInTap(int tile) => (int)Blocking.Start(_rowsOfTap, _tilesOfTap, tile % _tilesOfTap);

    /// <summary>The first row of a tile, or of the one that would come after the last.</summary>
    public int Row(int tile) => (tile / _tilesOfTap * _rowsOfTap) + RowInTap(tile);

    /// <summary>The row of the weight that a row of the tiles is: stacked rows run over kernel columns first.</summary>
    public int WeightRow(int row)
    {
        if (!_isStacked)
            return row;
        var (tap, channel) = Math.DivRem(row, _channels);
        var (column, kernelRow) = Math.DivRem(tap, _kernelHeight);
        return (((kernelRow * _kernelWidth) + column) * _channels) + channel;
    }
}
