namespace Workflow.Compiled.Generators.Operators;

/// <summary>The larger of two; NaN if either is NaN. Where they are equal each gets half of the gradient, as in PyTorch.</summary>
internal sealed class Maximum() : PointwiseOperator(
    "Maximum",
    ["input", "other"],
    new("max({input}, {other})", "V.Max({input}, {other})"),
    Derivative("{input}", "{other}"),
    Derivative("{other}", "{input}"))
{
    private static PointwiseRule Derivative(string own, string rival) => new(
        $"{{dy}} · ([{own} > {rival}] + ½ [{own} = {rival}])",
        $"V.Select(V.LessThan({own}, {rival}), V.Zero, V.Select(V.Equal({own}, {rival}), {{dy}} * V.Broadcast(0.5f), {{dy}}))");
}
