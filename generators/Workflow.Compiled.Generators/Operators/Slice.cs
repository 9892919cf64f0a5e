using Workflow.Compiled.Generators.Diagnostics;
using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>Some of the elements along an axis. Moves nothing.</summary>
internal sealed class Slice : Operator
{
    public override string Name => "Slice";

    public override Inference Infer(OperatorCall call)
    {
        var dim = call.Attributes.Int("dim");
        if (Axes.Check(call, [dim]) is { } failure)
            return failure;
        if (call.Attributes.Int("step") is < 1 and var step)
            return Inference.Fails(DiagnosticIds.InvalidArgument, $"{call.Label} goes on by {step}, but a step is at least 1");
        var axis = Axes.Normalize(dim, call.Inputs[0].Rank);
        var part = Part(call.Inputs[0], call.Attributes);
        if (part.Check(call) is { } tooShort)
            return tooShort;
        return part.Length.Equals(0)
            ? Inference.Fails(DiagnosticIds.InvalidArgument, $"{call.Label} takes nothing of axis {axis} of {call.Descriptions[0]} {call.Inputs[0]}")
            : Inference.Of(part.In(call.Inputs[0]));
    }

    public override Value Lower(LoweringContext context) => Part(context.Inputs[0].Shape, context.Attributes).Take(context, context.Inputs[0]);

    public override void Differentiate(DerivativeContext context) =>
        context.AccumulatePart(Part(context.Inputs[0].Shape, context.Attributes), context.OutputGradient);

    private static AxisPart Part(Shape source, Attributes attributes) => AxisPart.Of(
        source, Axes.Normalize(attributes.Int("dim"), source.Rank), attributes.Dimension("start"), attributes.Dimension("end"), attributes.Int("step"));
}
