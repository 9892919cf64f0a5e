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

    /// <summary>The shape of a matrix product, leading axes of the left operand kept.</summary>
    public static Shape OfProduct(Shape left, Shape right, bool transposeLeft, bool transposeRight)
    {
        var columns = transposeRight ? Rows(right) : Columns(right);
        return transposeLeft
            ? Shape.Of(Columns(left), columns)
            : Shape.Of([.. left.Dimensions.Take(left.Rank - 1), columns]);
    }

    /// <summary>Whether an axis has the length 1.</summary>
    public static bool IsOne(Dimension dimension) => dimension.IsConstant && dimension.ConstantValue == 1;
}
