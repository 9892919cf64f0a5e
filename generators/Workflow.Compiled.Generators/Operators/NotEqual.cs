namespace Workflow.Compiled.Generators.Operators;

/// <summary>0 where a = b, else 1, also beside NaN.</summary>
internal sealed class NotEqual() : StepOperator(
    "NotEqual", ["input", "other"], new("[{input} ≠ {other}]", "V.Select(V.Equal({input}, {other}), V.Zero, V.One)"));
