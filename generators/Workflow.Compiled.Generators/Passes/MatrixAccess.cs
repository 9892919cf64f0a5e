using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Passes;

/// <summary>How matrices lie in memory, as far as kernels can read them: rows or columns must be contiguous, and all else evenly spaced.</summary>
internal static class MatrixAccess
{
    /// <summary>Whether a product multiplies many matrices one by one.</summary>
    public static bool IsBatched(Shape right) => right.Rank > 2;

    /// <summary>Whether the columns of matrices are contiguous, and their rows are not.</summary>
    public static bool LiesTransposed(View view, Shape shape) =>
        view.Strides[shape.Rank - 2].Equals(1) && !view.Strides[shape.Rank - 1].Equals(1)
        && !ShapeRules.IsOne(shape[shape.Rank - 2]) && !ShapeRules.IsOne(shape[shape.Rank - 1]);

    /// <summary>One matrix: all axes but the last are its rows; null where kernels cannot read it.</summary>
    public static MatrixOperand? OfOne(View view, Shape shape, bool transposed) =>
        Of(view, shape, firstRow: 0, batchStride: 0, transposed);

    /// <summary>Many matrices: the last two axes of each; null where kernels cannot read them.</summary>
    /// <param name="view">Where they lie.</param>
    /// <param name="shape">Their shape.</param>
    /// <param name="batch">The leading axes of the product, with which theirs broadcast.</param>
    /// <param name="transposed">Whether they are read transposed.</param>
    public static MatrixOperand? OfMany(View view, Shape shape, Shape batch, bool transposed)
    {
        var leading = ShapeRules.Leading(shape, shape.Rank - 2);
        if (ShapeRules.IsOne(leading.ElementCount))
            return Of(view, shape, shape.Rank - 2, batchStride: 0, transposed);
        if (!leading.ElementCount.Equals(batch.ElementCount) || RunStride(view, shape, 0, shape.Rank - 2) is not { } batchStride)
            return null;
        return Of(view, shape, shape.Rank - 2, batchStride, transposed);
    }

    /// <summary>Whether a product can read an operand where it lies.</summary>
    public static bool IsReadable(View view, Shape shape, Shape left, Shape right) =>
        (IsBatched(right) ? OfMany(view, shape, ShapeRules.BatchOf(left, right), transposed: false) : OfOne(view, shape, transposed: false)) is not null;

    /// <summary>How far apart rows lie where a product is written; null where they are not evenly spaced.</summary>
    /// <param name="view">Where the result lies.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="isBatched">Whether it is many matrices.</param>
    public static ResultSpacing? OfResult(View view, Shape shape, bool isBatched)
    {
        var firstRow = isBatched ? shape.Rank - 2 : 0;
        if (RunStride(view, shape, 0, firstRow) is not { } batch || RunStride(view, shape, firstRow, shape.Rank - 1) is not { } row)
            return null;
        if (RunStride(view, shape, shape.Rank - 1, shape.Rank) is not { } column || !column.Equals(1))
            return null;
        return new ResultSpacing(ShapeRules.IsOne(ShapeRules.Product(shape, firstRow, shape.Rank - 1)) ? ShapeRules.Columns(shape) : row, batch);
    }

    private static MatrixOperand? Of(View view, Shape shape, int firstRow, Dimension batchStride, bool transposed)
    {
        var (rows, columns) = (ShapeRules.Product(shape, firstRow, shape.Rank - 1), ShapeRules.Columns(shape));
        if (RunStride(view, shape, firstRow, shape.Rank - 1) is not { } rowStride || RunStride(view, shape, shape.Rank - 1, shape.Rank) is not { } columnStride)
            return null;
        // Kernels do not read one row several times.
        if ((rowStride.Equals(0) && !ShapeRules.IsOne(rows)) || (columnStride.Equals(0) && !ShapeRules.IsOne(columns)))
            return null;
        if (columnStride.Equals(1) || ShapeRules.IsOne(columns))
            return new MatrixOperand(view.Root, view.Offset, rows, columns, ShapeRules.IsOne(rows) ? columns : rowStride, batchStride, transposed);
        return rowStride.Equals(1) || ShapeRules.IsOne(rows)
            ? new MatrixOperand(view.Root, view.Offset, columns, rows, columnStride, batchStride, !transposed)
            : null;
    }

    /// <summary>The distance of neighbours along a range of axes taken as one; null where they are not evenly spaced.</summary>
    private static Dimension? RunStride(View view, Shape shape, int start, int end)
    {
        Dimension? stride = null;
        Dimension run = 1;
        for (var axis = end - 1; axis >= start; axis--)
        {
            if (ShapeRules.IsOne(shape[axis]))
                continue;
            if (stride is not null && !view.Strides[axis].Equals(run * stride))
                return null;
            stride ??= view.Strides[axis];
            run *= shape[axis];
        }

        return stride ?? 1;
    }
}
