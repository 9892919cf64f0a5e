namespace Workflow.Compiled.Generators.Operators;

/// <summary>1 where a &gt; b, else 0, also beside NaN.</summary>
internal sealed class Greater() : StepOperator(
    "Greater", ["input", "other"], new("[{input} > {other}]", "V.Select(V.GreaterThan({input}, {other}), V.One, V.Zero)"));
