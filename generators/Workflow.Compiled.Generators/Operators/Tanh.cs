namespace Workflow.Compiled.Generators.Operators;

/// <summary>Hyperbolic tangent.</summary>
internal sealed class Tanh() : UnaryOperator(
    "Tanh",
    new("tanh({x})", "VectorMath.Tanh({x})"),
    new("{dy} · (1 − {y}²)", "{dy} * (V.One - {y} * {y})"));
