using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Passes;

/// <summary>Shapes as kernels see them.</summary>
internal static class ShapeRules
{
    /// <summary>The columns of a tensor taken as a matrix: its last axis.</summary>
    public static Dimension Columns(Shape shape) => shape.Rank == 0 ? 1 : shape[shape.Rank - 1];

    /// <summary>The rows of a tensor taken as a matrix: all other axes.</summary>
    public static Dimension Rows(Shape shape) => Product(shape, 0, shape.Rank - 1);

    /// <summary>The number of elements in a range of axes.</summary>
    public static Dimension Product(Shape shape, int start, int end)
    {
        Dimension product = 1;
        for (var axis = start; axis < end; axis++)
            product *= shape[axis];
        return product;
    }

    /// <summary>The first axes.</summary>
    public static Shape Leading(Shape shape, int count) => Shape.Of([.. shape.Dimensions.Take(count)]);

    /// <summary>The leading axes of many products: those of both operands, broadcast.</summary>
    public static Shape BatchOf(Shape left, Shape right)
    {
        var (l, r) = (Leading(left, left.Rank - 2), Leading(right, right.Rank - 2));
        var rank = Math.Max(l.Rank, r.Rank);
        return Shape.Of([.. Enumerable.Range(0, rank).Select(axis =>
            axis < rank - l.Rank ? r[axis] : axis < rank - r.Rank || IsOne(r[axis - (rank - r.Rank)]) ? l[axis - (rank - l.Rank)] : r[axis - (rank - r.Rank)])]);
    }

    /// <summary>The shape of a matrix product: of one right matrix, leading axes of the left operand kept; of many, broadcast.</summary>
    public static Shape OfProduct(Shape left, Shape right, bool transposeLeft, bool transposeRight)
    {
        if (MatrixAccess.IsBatched(right))
        {
            var (l, r) = (left.Rank - (transposeLeft ? 1 : 2), right.Rank - (transposeRight ? 2 : 1));
            return Shape.Of([.. BatchOf(left, right).Dimensions, left[l], right[r]]);
        }

        var columns = transposeRight ? Rows(right) : Columns(right);
        return transposeLeft
            ? Shape.Of(Columns(left), columns)
            : Shape.Of([.. left.Dimensions.Take(left.Rank - 1), columns]);
    }

    /// <summary>Whether two shapes are known to be the same.</summary>
    public static bool AreEqual(Shape left, Shape right) =>
        left.Rank == right.Rank && Enumerable.Range(0, left.Rank).All(axis => Dimension.Compare(left[axis], right[axis]) == Comparison.ProvenEqual);

    /// <summary>Whether an axis has the length 1.</summary>
    public static bool IsOne(Dimension dimension) => dimension.IsConstant && dimension.ConstantValue == 1;
}
