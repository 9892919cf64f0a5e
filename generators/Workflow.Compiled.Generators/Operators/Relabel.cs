using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>The same value under lengths that a check has found to be its own, axis by axis. The front end puts it where two lengths are taken to be equal; moves nothing.</summary>
internal sealed class Relabel : Operator
{
    public override string Name => "Relabel";

    public override Inference Infer(OperatorCall call) => Inference.Of(Shape.Of([.. call.Attributes.Dimensions("lengths")]));

    public override Value Lower(LoweringContext context) => context.Relabel(context.Inputs[0], context.Output.Shape);

    public override void Differentiate(DerivativeContext context) => context.Accumulate(0, context.Relabel(context.OutputGradient, context.Inputs[0].Shape));
}
