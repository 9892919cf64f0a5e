namespace Workflow.Compiled.Generators.Operators;

/// <summary>Element-wise negation.</summary>
internal sealed class Negate() : UnaryOperator(
    "Negate",
    new("−{x}", "-{x}"),
    new("−{dy}", "-{dy}"));
