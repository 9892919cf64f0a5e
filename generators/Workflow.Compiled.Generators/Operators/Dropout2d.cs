using Workflow.Compiled.Generators.Diagnostics;
using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>As <see cref="Dropout"/>, with one number for all pixels of a channel.</summary>
internal sealed class Dropout2d : Operator
{
    private static readonly PointwiseRule Mask = new("mask", "DropoutMask.Scale<V>({key}, {index}, {=p})");
    private static readonly PointwiseRule Masked = new("{x} · {mask}", "{x} * {mask}");

    public override string Name => "Dropout2d";

    public override bool IsRandom => true;

    public override Inference Infer(OperatorCall call)
    {
        var (source, rate) = (call.Inputs[0], call.Attributes.RealOrNaN("p"));
        if (rate is < 0 or > 1)
            return Inference.Fails(DiagnosticIds.InvalidArgument, $"{call.Label} has p = {rate:0.###}, but a probability is between 0 and 1");
        return source.Rank == 4
            ? Inference.Of(source)
            : Inference.Fails(DiagnosticIds.InvalidArgument, $"{call.Label} needs images [batch, channels, height, width], but {call.Descriptions[0]} is {source}");
    }

    public override Value Lower(LoweringContext context) => context.IsTraining ? Apply(context, context.Inputs[0]) : context.Inputs[0];

    public override void Differentiate(DerivativeContext context) => context.Accumulate(0, Apply(context, context.OutputGradient));

    private static Value Apply(InstructionContext context, Value images)
    {
        var mask = context.Pointwise(Mask, Shape.Of(images.Shape[0], images.Shape[1], 1, 1), []);
        return context.Pointwise(Masked, images.Shape, [("x", images), ("mask", mask)]);
    }
}
