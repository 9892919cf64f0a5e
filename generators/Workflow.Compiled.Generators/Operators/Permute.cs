using Workflow.Compiled.Generators.Diagnostics;
using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>The axes in another order. Moves nothing.</summary>
internal sealed class Permute : Operator
{
    public override string Name => "Permute";

    public override Inference Infer(OperatorCall call)
    {
        var (dims, source) = (call.Attributes.Ints("dims"), call.Inputs[0]);
        if (dims.Count != source.Rank)
        {
            return Inference.Fails(
                DiagnosticIds.InvalidArgument,
                $"{call.Label} names {dims.Count} axes, but {call.Descriptions[0]} {source} has {source.Rank}: each is named once");
        }

        if (Axes.Check(call, dims) is { } failure)
            return failure.CuredBy(Cures(dims, source.Rank));
        return Inference.Of(Shape.Of([.. Order(dims, source.Rank).Select(axis => source[axis])]));
    }

    public override Value Lower(LoweringContext context) => context.Permute(context.Inputs[0], Order(context.Attributes.Ints("dims"), context.Inputs[0].Shape.Rank));

    public override void Differentiate(DerivativeContext context)
    {
        var order = Order(context.Attributes.Ints("dims"), context.Inputs[0].Shape.Rank);
        context.Accumulate(0, context.Permute(context.OutputGradient, [.. Enumerable.Range(0, order.Length).Select(axis => Array.IndexOf(order, axis))]));
    }

    /// <summary>Where one axis is named twice and one not at all: that one, in either place.</summary>
    private static IEnumerable<Cure> Cures(IReadOnlyList<int> dims, int rank)
    {
        var order = Order(dims, rank);
        if (Enumerable.Range(0, rank).Except(order).ToArray() is not [var missing])
            yield break;
        for (var place = rank - 1; place >= 0; place--)
        {
            if (order.Count(axis => axis == order[place]) > 1)
                yield return new Cure.Argument("dims", missing, place);
        }
    }

    private static int[] Order(IReadOnlyList<int> dims, int rank) => [.. dims.Select(axis => Axes.Normalize(axis, rank))];
}
