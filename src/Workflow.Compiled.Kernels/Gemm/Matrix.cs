namespace Workflow.Compiled.Kernels;

/// <summary>A row-major matrix, or the transpose of one, that a product reads. Its rows may lie apart: a slice of columns of a wider matrix is one.</summary>
public readonly ref struct Matrix
{
    /// <summary>A matrix over memory.</summary>
    /// <param name="data">rows x columns values, row by row; a longer span is cut.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The number of columns.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    /// <exception cref="ArgumentException">The span is too short.</exception>
    public Matrix(ReadOnlySpan<float> data, int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        if ((long)rows * columns > data.Length)
            throw new ArgumentException($"A {rows} x {columns} matrix needs {(long)rows * columns} values, but there are {data.Length}.", nameof(data));
        Data = data[..(rows * columns)];
        Rows = rows;
        Columns = columns;
        Stride = columns;
    }

    /// <summary>A matrix whose rows lie apart: some columns of a wider matrix. What lies between them is never read, and a product costs what it costs without gaps.</summary>
    /// <param name="data">From the first value on; what is behind the last is cut.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="rowStride">From the first value of a row to that of the next, at least <paramref name="columns"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative, or the stride is less than the columns.</exception>
    /// <exception cref="ArgumentException">The span is too short.</exception>
    public Matrix(ReadOnlySpan<float> data, int rows, int columns, int rowStride)
    {
        Data = data[..StridedExtent.Of(data.Length, rows, columns, rowStride)];
        Rows = rows;
        Columns = columns;
        Stride = rowStride;
    }

    private Matrix(ReadOnlySpan<float> data, int rows, int columns, int stride, bool isTransposed)
    {
        Data = data;
        Rows = rows;
        Columns = columns;
        Stride = stride;
        IsTransposed = isTransposed;
    }

    /// <summary>The values in memory order, with what lies between the rows.</summary>
    public ReadOnlySpan<float> Data { get; }

    /// <summary>The number of rows as the product sees them.</summary>
    public int Rows { get; }

    /// <summary>The number of columns as the product sees them.</summary>
    public int Columns { get; }

    /// <summary>Whether a column, not a row, is contiguous in memory.</summary>
    public bool IsTransposed { get; }

    /// <summary>The transpose. No value moves.</summary>
    public Matrix Transposed => new(Data, Columns, Rows, Stride, !IsTransposed);

    /// <summary>From one row in memory to the next.</summary>
    internal int Stride { get; }

    /// <summary>From one row, as the product sees it, to the next.</summary>
    internal nint RowStride => IsTransposed ? 1 : Stride;

    /// <summary>From one column, as the product sees it, to the next.</summary>
    internal nint ColumnStride => IsTransposed ? Stride : 1;

    /// <summary>Where the values lie.</summary>
    internal StridedExtent Extent => IsTransposed ? new(Columns, Rows, Stride) : new(Rows, Columns, Stride);
}
