namespace Workflow.Compiled.Generators.Operators;

/// <summary>log(1 + exp(beta · x)) / beta, linear where beta · x is above the threshold.</summary>
internal sealed class Softplus() : UnaryOperator(
    "Softplus",
    new("softplus({x})", "VectorMath.Softplus({x}, {=beta}, {=threshold})"),
    new("{dy} · softplus′({x})", "{dy} * VectorMath.SoftplusDerivative({x}, {=beta}, {=threshold})"));
