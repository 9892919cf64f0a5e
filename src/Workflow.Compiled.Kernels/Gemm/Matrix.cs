namespace Workflow.Compiled.Kernels;

/// <summary>A dense row-major matrix, or the transpose of one, that a product reads.</summary>
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

    private Matrix(ReadOnlySpan<float> data, int rows, int columns, int stride, bool isTransposed)
    {
        Data = data;
        Rows = rows;
        Columns = columns;
        Stride = stride;
        IsTransposed = isTransposed;
    }

    /// <summary>The values in memory order.</summary>
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
}
