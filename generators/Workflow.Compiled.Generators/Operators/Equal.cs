namespace Workflow.Compiled.Generators.Operators;

/// <summary>1 where a = b, else 0, also beside NaN.</summary>
internal sealed class Equal() : StepOperator(
    "Equal", ["input", "other"], new("[{input} = {other}]", "V.Select(V.Equal({input}, {other}), V.One, V.Zero)"));
