namespace Workflow.Compiled.Generators.Operators;

/// <summary>Sine.</summary>
internal sealed class Sin() : UnaryOperator(
    "Sin",
    new("sin({x})", "VectorMath.Sin({x})"),
    new("{dy} · cos({x})", "{dy} * VectorMath.Cos({x})"));
