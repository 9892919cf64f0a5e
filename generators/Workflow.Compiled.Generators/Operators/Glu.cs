namespace Workflow.Compiled.Generators.Operators;

/// <summary>a · σ(b) of the halves a and b.</summary>
internal sealed class Glu() : GateOperator(
    "Glu",
    new("{a} · σ({b})", "{a} * VectorMath.Sigmoid({b})"),
    new("{dy} · σ({b})", "{dy} * VectorMath.Sigmoid({b})"),
    new("{dy} · {a} · σ({b}) · (1 − σ({b}))", "{dy} * {a} * VectorMath.Sigmoid({b}) * (V.One - VectorMath.Sigmoid({b}))"));
