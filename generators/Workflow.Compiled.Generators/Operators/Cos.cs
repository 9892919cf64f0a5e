namespace Workflow.Compiled.Generators.Operators;

/// <summary>Cosine.</summary>
internal sealed class Cos() : UnaryOperator(
    "Cos",
    new("cos({x})", "VectorMath.Cos({x})"),
    new("−{dy} · sin({x})", "-{dy} * VectorMath.Sin({x})"));
