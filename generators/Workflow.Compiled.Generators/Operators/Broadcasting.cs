using Workflow.Compiled.Generators.Diagnostics;
using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>PyTorch's broadcasting rule: shapes are aligned at their last axis, and an axis of length 1 repeats.</summary>
internal static class Broadcasting
{
    /// <summary>The shape rule of every pointwise operator.</summary>
    public static Inference Infer(OperatorCall call)
    {
        var result = call.Inputs[0];
        for (var i = 1; i < call.Inputs.Count; i++)
        {
            if (Combine(result, call.Inputs[i]) is not { } combined)
            {
                return Inference.Fails(
                    DiagnosticIds.IncompatibleBroadcast,
                    $"{call.Label} cannot combine {call.Descriptions[0]} {result} with {call.Descriptions[i]} {call.Inputs[i]}: "
                    + $"{Conflict(result, call.Inputs[i])}; aligned at the last axis, two lengths must be equal or one of them 1");
            }

            result = combined;
        }

        return Inference.Of(result);
    }

    private static Shape? Combine(Shape left, Shape right)
    {
        var rank = Math.Max(left.Rank, right.Rank);
        var dimensions = new Dimension[rank];
        for (var axis = 0; axis < rank; axis++)
        {
            if (Combine(Aligned(left, axis, rank), Aligned(right, axis, rank)) is not { } dimension)
                return null;
            dimensions[axis] = dimension;
        }

        return Shape.Of(dimensions);
    }

    private static Dimension? Combine(Dimension left, Dimension right) =>
        ShapeRules.IsOne(left) ? right
        : ShapeRules.IsOne(right) || Dimension.Compare(left, right) == Comparison.ProvenEqual ? left
        : null;

    private static string Conflict(Shape left, Shape right)
    {
        var rank = Math.Max(left.Rank, right.Rank);
        var axis = Enumerable.Range(0, rank).Last(a => Combine(Aligned(left, a, rank), Aligned(right, a, rank)) is null);
        var (l, r) = (Aligned(left, axis, rank), Aligned(right, axis, rank));
        return Dimension.Compare(l, r) == Comparison.ProvenDifferent
            ? $"{l} and {r} differ"
            : $"{l} and {r} are not known to be equal";
    }

    private static Dimension Aligned(Shape shape, int axis, int rank)
    {
        var own = axis - (rank - shape.Rank);
        return own < 0 ? 1 : shape[own];
    }
}
