using Workflow.Compiled.Generators.Diagnostics;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>min(max(x, minVal), maxVal). The derivative at the limits is 0, as in PyTorch.</summary>
internal sealed class Hardtanh() : UnaryOperator(
    "Hardtanh",
    new("min(max({x}, {minVal}), {maxVal})", "V.AtMost(V.AtLeast({x}, {minVal}), {maxVal})"),
    new(
        "{dy} · [{minVal} < {y} < {maxVal}]",
        "V.Select(V.GreaterThan({y}, {minVal}), V.Select(V.LessThan({y}, {maxVal}), {dy}, V.Zero), V.Zero)"))
{
    public override bool IsCutOff => true;

    public override Inference Infer(OperatorCall call)
    {
        var (least, greatest) = (call.Attributes.RealOrNaN("minVal"), call.Attributes.RealOrNaN("maxVal"));
        return least > greatest
            ? Inference.Fails(DiagnosticIds.InvalidArgument, $"{call.Label} has minVal = {least:0.###}, which is not at most maxVal = {greatest:0.###}")
            : Inference.Of(call.Inputs[0]);
    }
}
