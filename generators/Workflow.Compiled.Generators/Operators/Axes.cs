using Workflow.Compiled.Generators.Diagnostics;
using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>Axes as users write them: negative ones count from the end.</summary>
internal static class Axes
{
    /// <summary>The axis counted from the front.</summary>
    public static int Normalize(int axis, int rank) => axis < 0 ? axis + rank : axis;

    /// <summary>The axes counted from the front and sorted; all axes when none is given.</summary>
    public static int[] Normalize(IReadOnlyList<int> axes, int rank) =>
        axes.Count == 0 ? [.. Enumerable.Range(0, rank)] : [.. axes.Select(axis => Normalize(axis, rank)).OrderBy(axis => axis)];

    /// <summary>The first axis that the tensor does not have, or that is named twice, as a failure; null when all is well.</summary>
    public static Inference? Check(OperatorCall call, IReadOnlyList<int> axes, bool distinct = true)
    {
        var rank = call.Inputs[0].Rank;
        foreach (var axis in axes)
        {
            if (axis < -rank || axis >= rank)
            {
                return Inference.Fails(
                    DiagnosticIds.InvalidArgument,
                    $"{call.Label} asks for axis {axis}, but {call.Descriptions[0]} {call.Inputs[0]} has the axes {-rank} to {rank - 1}").CuredBy(Cures(call, axes, axis, rank));
            }
        }

        var repeated = axes.GroupBy(axis => Normalize(axis, rank)).FirstOrDefault(group => distinct && group.Count() > 1);
        return repeated is null
            ? null
            : Inference.Fails(DiagnosticIds.InvalidArgument, $"{call.Label} names axis {repeated.Key} of {call.Descriptions[0]} {call.Inputs[0]} twice");
    }

    /// <summary>The nearest axis that there is; where all axes are named, the one that is not.</summary>
    private static IEnumerable<Cure> Cures(OperatorCall call, IReadOnlyList<int> axes, int wrong, int rank)
    {
        var unnamed = Enumerable.Range(0, rank).Where(axis => !axes.Contains(axis) && !axes.Contains(axis - rank)).ToArray();
        var nearest = axes.Count == rank && unnamed is [var only] ? only : Math.Max(-rank, Math.Min(rank - 1, wrong));
        if (rank == 0 || axes.Contains(nearest))
            yield break;
        foreach (var attribute in call.Attributes.Items)
        {
            if (attribute.Value is AttributeValue.Whole whole && whole.Value.Equals(wrong))
                yield return new Cure.Argument(attribute.Name, nearest);
            if (attribute.Value is AttributeValue.List list && list.Values.Contains(wrong))
                yield return new Cure.Argument(attribute.Name, nearest, Array.IndexOf([.. list.Values], wrong));
        }
    }
}
