namespace Workflow.Compiled.Generators.Operators;

/// <summary>a where the condition is not 0, else b. No gradient flows to the condition.</summary>
internal sealed class Where() : PointwiseOperator(
    "Where",
    ["condition", "input", "other"],
    new("{condition} ? {input} : {other}", "V.Select(V.Equal({condition}, V.Zero), {other}, {input})"),
    PointwiseRule.None,
    new("{condition} ? {dy} : 0", "V.Select(V.Equal({condition}, V.Zero), V.Zero, {dy})"),
    new("{condition} ? 0 : {dy}", "V.Select(V.Equal({condition}, V.Zero), {dy}, V.Zero)"));
