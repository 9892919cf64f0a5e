namespace Workflow.Compiled.Generators.Operators;

/// <summary>exp(x) − 1.</summary>
internal sealed class Expm1() : UnaryOperator(
    "Expm1",
    new("exp({x}) − 1", "VectorMath.Expm1({x})"),
    new("{dy} · ({y} + 1)", "{dy} * ({y} + V.One)"));
