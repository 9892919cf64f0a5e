namespace Workflow.Compiled.Kernels;

/// <summary>How rows are cut for threads.</summary>
internal readonly struct RowBlocks
{
    // Elements of a block: enough work to be worth handing to a thread, small enough to balance.
    private const long BlockElements = 16 * 1024;

    // As for pointwise kernels, of which the cheapest row kernel is at least two.
    private const long SharedElements = BlockElements;

    private readonly int _rows;
    private readonly int _rowsOfBlock;

    public RowBlocks(int rows, int columns)
    {
        _rows = rows;
        _rowsOfBlock = (int)Math.Clamp(BlockElements / Math.Max(columns, 1), 1, Math.Max(rows, 1));
        Count = (long)rows * columns < SharedElements ? 1 : (int)(((long)rows + _rowsOfBlock - 1) / _rowsOfBlock);
    }

    /// <summary>The number of blocks; 1 for a domain that is not worth sharing.</summary>
    public int Count { get; }

    /// <summary>The rows of one block.</summary>
    public (int From, int To) this[int block] => (block * _rowsOfBlock, (int)Math.Min((long)(block + 1) * _rowsOfBlock, _rows));
}
