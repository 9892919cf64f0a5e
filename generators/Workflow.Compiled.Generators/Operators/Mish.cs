namespace Workflow.Compiled.Generators.Operators;

/// <summary>x · tanh(log(1 + exp(x))).</summary>
internal sealed class Mish() : UnaryOperator(
    "Mish",
    new("mish({x})", "VectorMath.Mish({x})"),
    new("{dy} · mish′({x})", "{dy} * VectorMath.MishDerivative({x})"));
