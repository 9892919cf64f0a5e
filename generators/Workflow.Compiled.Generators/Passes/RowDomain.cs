using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Passes;

/// <summary>The rows and columns of a step that reduces: its leading axes are the rows, the axes that it reduces the columns.</summary>
/// <param name="Shape">The shape of what is reduced.</param>
/// <param name="FirstColumn">The first axis of the columns.</param>
internal sealed record RowDomain(Shape Shape, int FirstColumn)
{
    /// <summary>The number of rows.</summary>
    public Dimension Rows => ShapeRules.Product(Shape, 0, FirstColumn);

    /// <summary>The length of a row.</summary>
    public Dimension Columns => ShapeRules.Product(Shape, FirstColumn, Shape.Rank);

    /// <summary>The domain of a reduction over trailing axes; null for any other, and for one that leaves a single number.</summary>
    public static RowDomain? Of(Operation.Reduction reduction, Shape source)
    {
        if (!ShapeRules.IsOne(reduction.Inner) || ShapeRules.IsOne(reduction.Outer))
            return null;
        for (var axis = source.Rank; axis >= 0; axis--)
        {
            if (ShapeRules.Product(source, axis, source.Rank).Equals(reduction.Reduced))
                return new RowDomain(source, axis);
        }

        return null;
    }

    /// <summary>Whether a value has one number a row: the domain's shape with columns of length 1.</summary>
    public bool IsOnePerRow(Shape shape) =>
        shape.Rank == Shape.Rank
        && Enumerable.Range(0, shape.Rank).All(axis => axis < FirstColumn ? shape[axis].Equals(Shape[axis]) : ShapeRules.IsOne(shape[axis]));
}
