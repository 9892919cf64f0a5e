namespace Workflow.Compiled.Generators.Operators;

/// <summary>min(max(x, 0), 6). The derivative at 0 and 6 is 0, as in PyTorch.</summary>
internal sealed class Relu6() : UnaryOperator(
    "Relu6",
    new("min(max({x}, 0), 6)", "V.AtMost(V.AtLeast({x}, V.Zero), V.Broadcast(6f))"),
    new("{dy} · [0 < {y} < 6]", "V.Select(V.GreaterThan({y}, V.Zero), V.Select(V.LessThan({y}, V.Broadcast(6f)), {dy}, V.Zero), V.Zero)"))
{
    public override bool IsCutOff => true;
}
