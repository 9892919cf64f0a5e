namespace Workflow.Compiled.Kernels;

/// <summary>The rows of a weight's gradient as tiles of each tap's channels; where lines are copied, the taps of a kernel row lie side by side and are one.</summary>
internal readonly struct WeightGradientRows
{
    private readonly int _rowsOfTap;
    private readonly int _tilesOfTap;
    private readonly int _tapsOfLine;

    /// <param name="lines">Where the input lies.</param>
    /// <param name="tileRows">Rows of the largest tile.</param>
    public WeightGradientRows(in ConvolutionLines lines, int tileRows)
    {
        var tapsAsOne = lines.IsCopied ? lines.X.Taps : 1;
        Count = lines.Y.Taps * lines.X.Taps * (int)lines.Channels;
        _tapsOfLine = lines.X.Taps / tapsAsOne;
        _rowsOfTap = tapsAsOne * (int)lines.Channels;
        _tilesOfTap = (int)Blocking.Parts(_rowsOfTap, tileRows);
    }

    /// <summary>All rows.</summary>
    public int Count { get; }

    /// <summary>All tiles.</summary>
    public int Tiles => Count / _rowsOfTap * _tilesOfTap;

    /// <summary>The tap of a tile, as kernel row and column of its first row.</summary>
    public (int Row, int Column) TapOf(int tile) => Math.DivRem(tile / _tilesOfTap, _tapsOfLine);

    /// <summary>The last tile of the same tap, plus one.</summary>
    public int TapEnd(int tile) => ((tile / _tilesOfTap) + 1) * _tilesOfTap;

    /// <summary>The first row of a tile, counted in its tap.</summary>
    public int RowInTap(int tile) => (int)Blocking.Start(_rowsOfTap, _tilesOfTap, tile % _tilesOfTap);

    /// <summary>The first row of a tile, or of the one that would come after the last.</summary>
    public int Row(int tile) => (tile / _tilesOfTap * _rowsOfTap) + RowInTap(tile);
}
