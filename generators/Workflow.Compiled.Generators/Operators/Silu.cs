namespace Workflow.Compiled.Generators.Operators;

/// <summary>x · sigmoid(x).</summary>
internal sealed class Silu() : UnaryOperator(
    "Silu",
    new("silu({x})", "VectorMath.Silu({x})"),
    new("{dy} · silu′({x})", "{dy} * VectorMath.SiluDerivative({x})"));
