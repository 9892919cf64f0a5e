namespace Workflow.Compiled.Generators.Operators;

/// <summary>Element-wise difference.</summary>
internal sealed class Subtract() : BinaryOperator(
    "Subtract",
    new("{a} − {b}", "{a} - {b}"),
    PointwiseRule.Gradient,
    new("−{dy}", "-{dy}"));
