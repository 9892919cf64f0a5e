namespace Workflow.Compiled.Generators.Operators;

/// <summary>1 where a ≥ b, else 0, also beside NaN.</summary>
internal sealed class GreaterOrEqual() : StepOperator(
    "GreaterOrEqual", ["input", "other"], new("[{input} ≥ {other}]", "V.Select(V.GreaterThanOrEqual({input}, {other}), V.One, V.Zero)"));
