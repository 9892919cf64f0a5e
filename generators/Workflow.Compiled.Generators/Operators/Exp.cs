namespace Workflow.Compiled.Generators.Operators;

/// <summary>e to the power x.</summary>
internal sealed class Exp() : UnaryOperator(
    "Exp",
    new("exp({x})", "VectorMath.Exp({x})"),
    new("{dy} · {y}", "{dy} * {y}"));
