namespace Workflow.Compiled.Generators.Operators;

/// <summary>silu(a) · b of the halves a and b.</summary>
internal sealed class SwiGlu() : GateOperator(
    "SwiGlu",
    new("silu({a}) · {b}", "VectorMath.Silu({a}) * {b}"),
    new("{dy} · {b} · silu′({a})", "{dy} * {b} * VectorMath.SiluDerivative({a})"),
    new("{dy} · silu({a})", "{dy} * VectorMath.Silu({a})"));
