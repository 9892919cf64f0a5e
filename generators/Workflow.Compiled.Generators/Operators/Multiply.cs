namespace Workflow.Compiled.Generators.Operators;

/// <summary>Element-wise product.</summary>
internal sealed class Multiply() : BinaryOperator(
    "Multiply",
    new("{a} · {b}", "{a} * {b}"),
    new("{dy} · {b}", "{dy} * {b}"),
    new("{dy} · {a}", "{dy} * {a}"));
