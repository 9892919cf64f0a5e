namespace Workflow.Compiled.Generators.Operators;

/// <summary>1 / x.</summary>
internal sealed class Reciprocal() : UnaryOperator(
    "Reciprocal",
    new("1 / {x}", "V.One / {x}"),
    new("−{dy} · {y}²", "-{dy} * ({y} * {y})"));
