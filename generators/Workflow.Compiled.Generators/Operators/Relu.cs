namespace Workflow.Compiled.Generators.Operators;

/// <summary>max(x, 0). The derivative at 0 is 0, as in PyTorch.</summary>
internal sealed class Relu() : UnaryOperator(
    "Relu",
    new("relu({x})", "V.AtLeast({x}, V.Zero)"),
    new("{dy} · [{y} > 0]", "V.Select(V.GreaterThan({y}, V.Zero), {dy}, V.Zero)"))
{
    public override bool IsCutOff => true;
}
