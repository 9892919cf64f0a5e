namespace Workflow.Compiled.Generators.Operators;

/// <summary>1 / (1 + exp(-x)).</summary>
internal sealed class Sigmoid() : UnaryOperator(
    "Sigmoid",
    new("sigmoid({x})", "VectorMath.Sigmoid({x})"),
    new("{dy} · {y} · (1 − {y})", "{dy} * {y} * (V.One - {y})"));
