using Workflow.Compiled.Generators.Diagnostics;
using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>Uniform numbers in [low, high).</summary>
internal sealed class UniformLike() : RandomOperator(
    "UniformLike", new("uniform()", "{low} + ({high} - {low}) * Philox.Uniform<V>({key}, {index})"))
{
    public override Inference Infer(OperatorCall call)
    {
        var (low, high) = (call.Attributes.Real("low"), call.Attributes.Real("high"));
        return low <= high
            ? Inference.Of(call.Inputs[0])
            : Inference.Fails(DiagnosticIds.InvalidArgument, $"{call.Label} draws from low = {low:0.###} to high = {high:0.###}, but there is nothing between them");
    }

    protected override float Mean(Attributes attributes) => (float)(((double)attributes.Real("low") + attributes.Real("high")) / 2);
}
