namespace Workflow.Compiled.Generators.Operators;

/// <summary>x · x.</summary>
internal sealed class Square() : UnaryOperator(
    "Square",
    new("{x}²", "{x} * {x}"),
    new("2 · {dy} · {x}", "({dy} + {dy}) * {x}"));
