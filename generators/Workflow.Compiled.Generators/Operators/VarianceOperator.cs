using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>
/// What is made of Σ (x − mean)² / (count − correction) over chosen axes. The mean is computed first, so that nothing cancels, and once more
/// in the backward pass rather than kept.
/// </summary>
/// <param name="name">The operator's name.</param>
/// <param name="value">The result from the <c>{variance}</c>.</param>
/// <param name="derivative">The gradient of the variance.</param>
public abstract class VarianceOperator(string name, PointwiseRule value, PointwiseRule derivative) : ReductionOperator(name)
{
    private static readonly PointwiseRule SquaredDeviation = new("({x} − {mean})²", "({x} - {mean}) * ({x} - {mean})");
    private static readonly PointwiseRule Gradient = new("{scale} · ({x} − {mean})", "{scale} * ({x} - {mean})");

    /// <inheritdoc/>
    public override Value Lower(LoweringContext context)
    {
        var x = context.Inputs[0];
        var axes = Axes(x, context.Attributes);
        var mean = context.ReduceKeeping("Mean", x, axes);
        var sum = context.ReduceKeeping("Sum", context.Pointwise(SquaredDeviation, x.Shape, [("x", x), ("mean", mean)]), axes);
        var rule = Insert(value, "variance", Divided("{sum}", context.Attributes));
        var result = context.Pointwise(rule, sum.Shape, [("sum", sum)], ("count", Count(x, context.Attributes)));
        return context.Reshape(result, context.Output.Shape);
    }

    /// <inheritdoc/>
    public override void Differentiate(DerivativeContext context)
    {
        var x = context.Inputs[0];
        var (y, dy) = (Spread(context, context.Output), Spread(context, context.OutputGradient));
        var twice = new PointwiseRule($"2 · {derivative.Formula}", $"V.Broadcast(2f) * {derivative.Expression}");
        var scale = context.Pointwise(
            Insert(Divided("{twice}", context.Attributes), "twice", twice), y.Shape, [("y", y), ("dy", dy)], ("count", Count(x, context.Attributes)));
        var mean = context.ReduceKeeping("Mean", x, Axes(x, context.Attributes));
        context.Accumulate(0, context.Pointwise(Gradient, x.Shape, [("scale", scale), ("x", x), ("mean", mean)]));
    }

    private static PointwiseRule Divided(string dividend, Attributes attributes)
    {
        var correction = attributes.Has("correction") ? attributes.Int("correction") : 1;
        return correction == 0
            ? new($"{dividend} / {{count}}", $"{dividend} / {{count}}")
            : new($"{dividend} / ({{count}} − {correction})", $"{dividend} / V.Max({{count}} - {CSharp.Broadcast(correction)}, V.Zero)");
    }

    private static PointwiseRule Insert(PointwiseRule rule, string name, PointwiseRule inner) => new(
        rule.Formula.Replace($"{{{name}}}", $"({inner.Formula})"), rule.Expression.Replace($"{{{name}}}", $"({inner.Expression})"));
}
