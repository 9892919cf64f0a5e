namespace Workflow.Compiled.Kernels;

/// <summary>Rows of a table by their numbers, and the gradient of the table.</summary>
public static unsafe class Embedding
{
    /// <summary>Checks that all indices are rows of a table. The other methods need that and check again only where a wrong index would leave the memory.</summary>
    /// <remarks>One comparison an index.</remarks>
    /// <param name="indices">The indices.</param>
    /// <param name="count">The number of rows of the table.</param>
    /// <param name="name">What the user calls the indices, for the message.</param>
    /// <exception cref="ArgumentOutOfRangeException">An index is not a row; the message has its position and value.</exception>
    public static void Check(ReadOnlySpan<int> indices, int count, string name = "indices")
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        for (var i = 0; i < indices.Length; i++)
        {
            if ((uint)indices[i] >= (uint)count)
            {
                throw new ArgumentOutOfRangeException(
                    name,
                    indices[i],
                    count == 0 ? $"Index {i} is {indices[i]}, but the table has no rows." : $"Index {i} is {indices[i]}, which is not one of the {count} rows 0 to {count - 1}.");
            }
        }
    }

    /// <summary>destination[i] = table[indices[i]]</summary>
    /// <remarks>Reads and writes each row once; a check of all indices comes first. Threads divide the destination.</remarks>
    /// <param name="table">[count, width], row by row.</param>
    /// <param name="indices">The rows to copy.</param>
    /// <param name="width">The length of a row.</param>
    /// <param name="destination">[indices.Length, width]; must not overlap the table.</param>
    /// <exception cref="ArgumentOutOfRangeException">An index is not a row, or the width is negative. Nothing has been written then.</exception>
    /// <exception cref="ArgumentException">The table is not a whole number of rows, or the destination has another length.</exception>
    public static void Gather(ReadOnlySpan<float> table, ReadOnlySpan<int> indices, int width, Span<float> destination)
    {
        Check(table, indices, width, destination);
        if (destination.IsEmpty)
            return;
        fixed (float* from = table, to = destination)
        fixed (int* at = indices)
            RangeKernel.Run(new EmbeddingRows(from, at, width, to), indices.Length, 2L * destination.Length);
    }

    /// <summary>tableGradient[indices[i]] += gradient[i], in the order of i.</summary>
    /// <remarks>
    /// Costs one load of the gradient and one load and store of the rows that are hit; the rest of the table is not touched. Threads divide the columns, in
    /// cache lines: the bits do not depend on their number, and a narrow table is for few threads.
    /// </remarks>
    /// <param name="gradient">[indices.Length, width]: the gradient of what <see cref="Gather"/> gave.</param>
    /// <param name="indices">The rows.</param>
    /// <param name="width">The length of a row.</param>
    /// <param name="tableGradient">[count, width]: what is added to; must not overlap the gradient.</param>
    /// <param name="paddingIndex">A row that gets no gradient; -1 for none.</param>
    /// <exception cref="ArgumentOutOfRangeException">An index is not a row, or the width is negative. Nothing has been written then.</exception>
    /// <exception cref="ArgumentException">The table is not a whole number of rows, or the gradient has another length.</exception>
    public static void ScatterAdd(ReadOnlySpan<float> gradient, ReadOnlySpan<int> indices, int width, Span<float> tableGradient, int paddingIndex = -1)
    {
        Check(tableGradient, indices, width, gradient);
        if (gradient.IsEmpty)
            return;
        fixed (float* from = gradient, to = tableGradient)
        fixed (int* at = indices)
        {
            var kernel = new EmbeddingColumns(from, at, indices.Length, width, to, paddingIndex);
            RangeKernel.Run(in kernel, (width + EmbeddingColumns.Unit - 1) / EmbeddingColumns.Unit, 3L * gradient.Length);
        }
    }

    /// <summary>The gradient of the table: <see cref="ScatterAdd"/> onto zeros.</summary>
    /// <remarks>Costs what ScatterAdd costs, and one store of the whole table.</remarks>
    /// <param name="gradient">[indices.Length, width]: the gradient of what <see cref="Gather"/> gave.</param>
    /// <param name="indices">The rows.</param>
    /// <param name="width">The length of a row.</param>
    /// <param name="tableGradient">[count, width]; must not overlap the gradient.</param>
    /// <param name="paddingIndex">A row that gets no gradient; -1 for none.</param>
    /// <inheritdoc cref="ScatterAdd" path="/exception"/>
    public static void Gradient(ReadOnlySpan<float> gradient, ReadOnlySpan<int> indices, int width, Span<float> tableGradient, int paddingIndex = -1)
    {
        Check(tableGradient, indices, width, gradient);
        tableGradient.Clear();
        ScatterAdd(gradient, indices, width, tableGradient, paddingIndex);
    }

    private static void Check(ReadOnlySpan<float> table, ReadOnlySpan<int> indices, int width, ReadOnlySpan<float> rows)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(width);
        if (rows.Length != (long)indices.Length * width)
            throw new ArgumentException($"{indices.Length} rows of {width} values are {(long)indices.Length * width}, but there are {rows.Length}.", nameof(rows));
        if (width == 0 ? !table.IsEmpty : table.Length % width != 0)
            throw new ArgumentException($"A table of {table.Length} values has no rows of {width}.", nameof(table));
        if (table.Overlaps(rows))
            throw new ArgumentException("The table overlaps the rows.", nameof(table));
        if (width > 0)
            Check(indices, table.Length / width);
    }
}
