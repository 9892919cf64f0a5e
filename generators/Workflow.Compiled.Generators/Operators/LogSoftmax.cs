using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>x − log Σ exp(x) along one axis.</summary>
internal sealed class LogSoftmax() : SoftmaxOperator("LogSoftmax", "logSoftmax({x})", "{dy} − exp({y}) · Σ {dy}")
{
    private static readonly PointwiseRule Logarithm = new("log({sum})", "VectorMath.Log({sum})");
    private static readonly PointwiseRule Distance = new("{x} − {max} − {logarithm}", "({x} - {max}) - {logarithm}");
    private static readonly PointwiseRule Gradient = new("{dy} − exp({y}) · {sum}", "{dy} - VectorMath.Exp({y}) * {sum}");

    protected override Value Normalize(LoweringContext context, Value x, Value max, Value exponential, Value sum)
    {
        var logarithm = context.Pointwise(Logarithm, sum.Shape, [("sum", sum)]);
        return context.Pointwise(Distance, ("x", x), ("max", max), ("logarithm", logarithm));
    }

    protected override Value Differentiate(DerivativeContext context, Value y, Value dy, int axis) =>
        context.Pointwise(Gradient, [("y", y), ("dy", dy), ("sum", context.ReduceKeeping("Sum", dy, [axis]))]);
}
