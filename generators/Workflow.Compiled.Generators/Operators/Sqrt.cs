namespace Workflow.Compiled.Generators.Operators;

/// <summary>Square root.</summary>
internal sealed class Sqrt() : UnaryOperator(
    "Sqrt",
    new("√{x}", "V.Sqrt({x})"),
    new("{dy} / (2 · {y})", "{dy} / ({y} + {y})"));
