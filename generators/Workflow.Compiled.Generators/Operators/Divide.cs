namespace Workflow.Compiled.Generators.Operators;

/// <summary>Element-wise quotient.</summary>
internal sealed class Divide() : BinaryOperator(
    "Divide",
    new("{a} / {b}", "{a} / {b}"),
    new("{dy} / {b}", "{dy} / {b}"),
    new("−{dy} · {y} / {b}", "-{dy} * {y} / {b}"));
