namespace Workflow.Compiled.Kernels;

/// <summary>How a pointwise domain is cut for threads: whole rows where there are many, else runs of columns.</summary>
internal readonly struct PointwiseTiles
{
    // Elements of a tile: enough work to be worth handing to a thread, small enough to balance and to stay in a cache.
    private const long TileElements = 16 * 1024;

    // Measured with two threads: the cheapest map, an addition, takes two thirds of its time from here on.
    private const long SharedElements = 2 * TileElements;

    private readonly int _rows;
    private readonly int _columns;
    private readonly int _rowsOfTile;
    private readonly int _columnsOfTile;

    public PointwiseTiles(int rows, int columns)
    {
        _rows = rows;
        _columns = columns;
        _columnsOfTile = (int)Math.Min(columns, TileElements);
        _rowsOfTile = (int)Math.Clamp(TileElements / Math.Max(columns, 1), 1, Math.Max(rows, 1));
        TilesOfRow = Divide(columns, Math.Max(_columnsOfTile, 1));
        Count = (long)rows * columns < SharedElements ? 1 : checked(TilesOfRow * Divide(rows, _rowsOfTile));
    }

    /// <summary>The number of tiles; 1 for a domain that is not worth sharing.</summary>
    public int Count { get; }

    private int TilesOfRow { get; }

    /// <summary>The rows and columns of one tile.</summary>
    public (int Row, int RowEnd, int Column, int ColumnEnd) this[int tile]
    {
        get
        {
            var row = tile / TilesOfRow * _rowsOfTile;
            var column = tile % TilesOfRow * _columnsOfTile;
            return (row, Math.Min(row + _rowsOfTile, _rows), column, Math.Min(column + _columnsOfTile, _columns));
        }
    }

    private static int Divide(int dividend, int divisor) => (int)(((long)dividend + divisor - 1) / divisor);
}
