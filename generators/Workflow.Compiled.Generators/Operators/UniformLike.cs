using Workflow.Compiled.Generators.Diagnostics;
using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>In training, uniform numbers in the shape of the operand; in prediction, their mean. No gradient flows to the operand.</summary>
internal sealed class UniformLike : Operator
{
    private static readonly PointwiseRule Numbers = new("uniform()", "{low} + ({high} - {low}) * Philox.Uniform<V>({key}, {index})");

    public override string Name => "UniformLike";

    public override bool IsRandom => true;

    public override Inference Infer(OperatorCall call)
    {
        var (low, high) = Bounds(call.Attributes);
        return low <= high
            ? Inference.Of(call.Inputs[0])
            : Inference.Fails(DiagnosticIds.InvalidArgument, $"{call.Label} draws from low = {low:0.###} to high = {high:0.###}, but there is nothing between them");
    }

    public override Value Lower(LoweringContext context)
    {
        var (low, high) = Bounds(context.Attributes);
        return context.IsTraining
            ? context.Pointwise(Numbers, context.Output.Shape, [])
            : context.Constant((float)(((double)low + high) / 2), context.Output.Shape);
    }

    public override void Differentiate(DerivativeContext context)
    {
    }

    private static (float Low, float High) Bounds(Attributes attributes) => (attributes.Real("low"), attributes.Real("high"));
}
