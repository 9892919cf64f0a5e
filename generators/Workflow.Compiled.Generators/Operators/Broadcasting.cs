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
            if (Conflict(call, result, i) is { } conflict)
                return conflict;
            result = Combine(result, call.Inputs[i]);
        }

        return Inference.Of(result).WithWarning(SquareBroadcast.Find(call, result));
    }

    /// <summary>The innermost axis whose lengths do not combine, as a failure.</summary>
    private static Inference? Conflict(OperatorCall call, Shape left, int operand)
    {
        var right = call.Inputs[operand];
        var rank = Math.Max(left.Rank, right.Rank);
        for (var axis = rank - 1; axis >= 0; axis--)
        {
            var (l, r) = (Aligned(left, axis, rank), Aligned(right, axis, rank));
            if (ShapeRules.IsOne(l) || ShapeRules.IsOne(r))
                continue;
            var words = $"{call.Label} cannot combine {call.Descriptions[0]} {left} with {call.Descriptions[operand]} {right}: "
                + $"{l} and {r} differ; aligned at the last axis, two lengths must be equal or one of them 1";
            if (call.Require(l, r, DiagnosticIds.IncompatibleBroadcast, words) is { } failure)
                return failure.CuredBy(call.Inputs.Count == 2 ? Cures(left, right) : []);
        }

        return null;
    }

    /// <summary>An axis of length 1 more, or the two last axes exchanged; or a layer in front made to give the other's length.</summary>
    private static IEnumerable<Cure> Cures(Shape left, Shape right)
    {
        foreach (var (cure, shape) in ShapeCures.Unsqueeze(0, left).Where(added => added.Shape.Rank <= right.Rank && Fit(added.Shape, right)))
            yield return cure;
        foreach (var (cure, shape) in ShapeCures.Unsqueeze(1, right).Where(added => added.Shape.Rank <= left.Rank && Fit(left, added.Shape)))
            yield return cure;
        if (left.Rank == 0 || right.Rank == 0)
            yield break;
        if (right.Rank > 1 && ShapeCures.IsTransposed(left, right))
            yield return ShapeCures.Transpose(1, right);
        yield return new Cure.Width(1, left[left.Rank - 1]);
        yield return new Cure.Width(0, right[right.Rank - 1]);
    }

    private static bool Fit(Shape left, Shape right)
    {
        var rank = Math.Max(left.Rank, right.Rank);
        return Enumerable.Range(0, rank).Select(axis => (Left: Aligned(left, axis, rank), Right: Aligned(right, axis, rank)))
            .All(pair => pair.Left.Equals(pair.Right) || ShapeRules.IsOne(pair.Left) || ShapeRules.IsOne(pair.Right));
    }

    private static Shape Combine(Shape left, Shape right)
    {
        var rank = Math.Max(left.Rank, right.Rank);
        return Shape.Of([.. Enumerable.Range(0, rank).Select(axis =>
            Aligned(left, axis, rank) is var length && ShapeRules.IsOne(length) ? Aligned(right, axis, rank) : length)]);
    }

    private static Dimension Aligned(Shape shape, int axis, int rank)
    {
        var own = axis - (rank - shape.Rank);
        return own < 0 ? 1 : shape[own];
    }
}
