namespace Workflow.Compiled.Generators.Operators;

/// <summary>1 where a &lt; b, else 0, also beside NaN.</summary>
internal sealed class Less() : StepOperator(
    "Less", ["input", "other"], new("[{input} < {other}]", "V.Select(V.LessThan({input}, {other}), V.One, V.Zero)"));
