using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>Two axes exchanged. Moves nothing.</summary>
internal sealed class Transpose : Operator
{
    public override string Name => "Transpose";

    public override Inference Infer(OperatorCall call) =>
        Axes.Check(call, [call.Attributes.Int("dim0"), call.Attributes.Int("dim1")], distinct: false)
        ?? Inference.Of(Shape.Of([.. Order(call.Attributes, call.Inputs[0].Rank).Select(axis => call.Inputs[0][axis])]));

    public override Value Lower(LoweringContext context) => context.Permute(context.Inputs[0], Order(context.Attributes, context.Output.Shape.Rank));

    // Exchanged twice, the axes are where they were.
    public override void Differentiate(DerivativeContext context) =>
        context.Accumulate(0, context.Permute(context.OutputGradient, Order(context.Attributes, context.Output.Shape.Rank)));

    private static int[] Order(Attributes attributes, int rank)
    {
        var (first, second) = (Axes.Normalize(attributes.Int("dim0"), rank), Axes.Normalize(attributes.Int("dim1"), rank));
        return [.. Enumerable.Range(0, rank).Select(axis => axis == first ? second : axis == second ? first : axis)];
    }
}
