using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>Functions that bring an operand to another shape.</summary>
internal static class ShapeCures
{
    /// <summary>The two last axes exchanged.</summary>
    public static Cure Transpose(int operand, Shape shape) => new Cure.Call(operand, "Transpose", $"{shape.Rank - 2}, {shape.Rank - 1}");

    /// <summary>Whether two shapes are equal but for the order of their last axes.</summary>
    public static bool IsTransposed(Shape left, Shape right) =>
        left.Rank == right.Rank && AreEqual(left, Shape.Of([.. right.Dimensions.Take(right.Rank - 2), right[right.Rank - 1], right[right.Rank - 2]]));

    /// <summary>An axis of length 1 more, at each place but the first, where one is added anyway.</summary>
    public static IEnumerable<(Cure Cure, Shape Shape)> Unsqueeze(int operand, Shape shape) => Enumerable.Range(1, shape.Rank).Select(axis => (
        (Cure)new Cure.Call(operand, "Unsqueeze", axis.ToString()),
        Shape.Of([.. shape.Dimensions.Take(axis), 1, .. shape.Dimensions.Skip(axis)])));

    /// <summary>What has the length somewhere else, or in several axes, for an operation that looks for it in the last one.</summary>
    public static IEnumerable<Cure> OtherOrder(int operand, Shape shape, Dimension width)
    {
        if (shape.Rank > 2 && ShapeRules.Product(shape, 1, shape.Rank).Equals(width))
            yield return new Cure.Call(operand, "Flatten", "1");
        if (shape.Rank > 2 && shape[shape.Rank - 2].Equals(width))
            yield return Transpose(operand, shape);
    }

    /// <summary>Two operands that must have one shape: an axis of length 1 less, axes joined, or another last axis.</summary>
    public static IEnumerable<Cure> Equal(Shape first, Shape other, int otherOperand = 1)
    {
        foreach (var cure in Squeeze(0, first, other).Concat(Squeeze(otherOperand, other, first)).Concat(Flatten(0, first, other)).Concat(Flatten(otherOperand, other, first)))
            yield return cure;
        if (first.Rank != other.Rank || first.Rank == 0)
            yield break;
        yield return new Cure.Width(otherOperand, first[first.Rank - 1]);
        yield return new Cure.Width(0, other[other.Rank - 1]);
    }

    /// <summary>All axes behind the first joined, where that is what is wanted.</summary>
    public static IEnumerable<Cure.Call> Flatten(int operand, Shape shape, Shape wanted) =>
        shape.Rank > 2 && AreEqual(wanted, Shape.Of(shape[0], ShapeRules.Product(shape, 1, shape.Rank))) ? [new Cure.Call(operand, "Flatten", "1")] : [];

    private static IEnumerable<Cure> Squeeze(int operand, Shape shape, Shape wanted) => Enumerable.Range(0, shape.Rank)
        .Where(axis => ShapeRules.IsOne(shape[axis]) && AreEqual(wanted, Shape.Of([.. shape.Dimensions.Where((_, own) => own != axis)])))
        .Select(axis => new Cure.Call(operand, "Squeeze", axis.ToString()));

    private static bool AreEqual(Shape left, Shape right) =>
        left.Rank == right.Rank && left.Dimensions.Zip(right.Dimensions, Dimension.Compare).All(comparison => comparison == Comparison.ProvenEqual);
}
