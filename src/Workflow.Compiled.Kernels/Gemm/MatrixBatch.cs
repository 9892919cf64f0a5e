namespace Workflow.Compiled.Kernels;

/// <summary>Matrices of one size at equal distances in memory, that <see cref="Gemm"/> multiplies one by one: attention heads, or one matrix for all.</summary>
public readonly ref struct MatrixBatch
{
    /// <summary>Dense matrices, one after the other.</summary>
    /// <param name="data">count x rows x columns values; a longer span is cut.</param>
    /// <param name="count">The number of matrices.</param>
    /// <param name="rows">The rows of each.</param>
    /// <param name="columns">The columns of each.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative, or a matrix has more elements than a span can hold.</exception>
    /// <exception cref="ArgumentException">The span is too short.</exception>
    public MatrixBatch(ReadOnlySpan<float> data, int count, int rows, int columns)
        : this(data, count, rows, columns, columns, Kernels.Extent.Of(rows, columns, 1))
    {
    }

    /// <summary>Matrices whose rows may lie apart, and that may lie between each other's rows.</summary>
    /// <param name="data">From the first value of the first matrix on; what is behind the last is cut.</param>
    /// <param name="count">The number of matrices.</param>
    /// <param name="rows">The rows of each.</param>
    /// <param name="columns">The columns of each.</param>
    /// <param name="rowStride">From one row to the next, at least <paramref name="columns"/>.</param>
    /// <param name="batchStride">From one matrix to the next; 0 repeats one matrix.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative, or the row stride is less than the columns.</exception>
    /// <exception cref="ArgumentException">The span is too short.</exception>
    public MatrixBatch(ReadOnlySpan<float> data, int count, int rows, int columns, int rowStride, int batchStride)
    {
        Data = data[..BatchExtent.Of(data.Length, count, rows, columns, rowStride, batchStride)];
        Count = count;
        Rows = rows;
        Columns = columns;
        Stride = rowStride;
        BatchStride = batchStride;
    }

    private MatrixBatch(MatrixBatch other)
    {
        Data = other.Data;
        Count = other.Count;
        (Rows, Columns) = (other.Columns, other.Rows);
        Stride = other.Stride;
        BatchStride = other.BatchStride;
        IsTransposed = !other.IsTransposed;
    }

    /// <summary>The values in memory order, with what lies between them.</summary>
    public ReadOnlySpan<float> Data { get; }

    /// <summary>The number of matrices.</summary>
    public int Count { get; }

    /// <summary>The rows of each matrix as the product sees them.</summary>
    public int Rows { get; }

    /// <summary>The columns of each matrix as the product sees them.</summary>
    public int Columns { get; }

    /// <summary>Whether columns, not rows, are contiguous in memory.</summary>
    public bool IsTransposed { get; }

    /// <summary>The transpose of each. No value moves.</summary>
    public MatrixBatch Transposed => new(this);

    /// <summary>From one matrix to the next.</summary>
    internal int BatchStride { get; }

    /// <summary>From one row in memory to the next.</summary>
    internal int Stride { get; }

    /// <summary>From one row, as the product sees it, to the next.</summary>
    internal nint RowStride => IsTransposed ? 1 : Stride;

    /// <summary>From one column, as the product sees it, to the next.</summary>
    internal nint ColumnStride => IsTransposed ? Stride : 1;

    /// <summary>Where the values lie.</summary>
    internal BatchExtent Extent => new(Count, BatchStride, IsTransposed ? new(Columns, Rows, Stride) : new(Rows, Columns, Stride));
}
