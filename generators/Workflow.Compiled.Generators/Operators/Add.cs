namespace Workflow.Compiled.Generators.Operators;

/// <summary>Element-wise sum.</summary>
internal sealed class Add() : BinaryOperator(
    "Add",
    new("{a} + {b}", "{a} + {b}"),
    PointwiseRule.Gradient,
    PointwiseRule.Gradient);
