using Workflow.Compiled.Generators.Diagnostics;
using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>Normally distributed numbers, by Box and Muller's method from two uniform ones: the second is far behind in the same sequence.</summary>
internal sealed class NormalLike() : RandomOperator(
    "NormalLike",
    new(
        "normal()",
        "{mean} + {standardDeviation} * V.Sqrt(V.Broadcast(-2) * VectorMath.Log(V.One - Philox.Uniform<V>({key}, {index})))"
        + " * VectorMath.Cos(V.Broadcast(6.2831853f) * Philox.Uniform<V>({key}, {index} + ((nint)1 << 40)))"))
{
    public override Inference Infer(OperatorCall call) => call.Attributes.Real("standardDeviation") is >= 0
        ? Inference.Of(call.Inputs[0])
        : Inference.Fails(
            DiagnosticIds.InvalidArgument, $"{call.Label} has standardDeviation = {call.Attributes.Real("standardDeviation"):0.###}, but a deviation is at least 0");

    protected override float Mean(Attributes attributes) => attributes.Real("mean");
}
