namespace Workflow.Compiled.Generators.Operators;

/// <summary>1 where a ≤ b, else 0, also beside NaN.</summary>
internal sealed class LessOrEqual() : StepOperator(
    "LessOrEqual", ["input", "other"], new("[{input} ≤ {other}]", "V.Select(V.LessThanOrEqual({input}, {other}), V.One, V.Zero)"));
