namespace Workflow.Compiled.Generators.Operators;

/// <summary>Absolute value. The derivative at 0 is 0, as in PyTorch.</summary>
internal sealed class Abs() : UnaryOperator(
    "Abs",
    new("|{x}|", "V.Abs({x})"),
    new("{dy} · sign({x})", "V.Select(V.GreaterThan({x}, V.Zero), {dy}, V.Select(V.LessThan({x}, V.Zero), -{dy}, V.Zero))"));
