using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>exp(x) / Σ exp(x) along one axis.</summary>
internal sealed class Softmax() : SoftmaxOperator("Softmax", "softmax({x})", "{y} · ({dy} − Σ {dy} · {y})")
{
    private static readonly PointwiseRule Share = new("{exponential} / {sum}", "{exponential} / {sum}");
    private static readonly PointwiseRule Product = new("{dy} · {y}", "{dy} * {y}");
    private static readonly PointwiseRule Gradient = new("{y} · ({dy} − {sum})", "{y} * ({dy} - {sum})");

    protected override Value Normalize(LoweringContext context, Value x, Value max, Value exponential, Value sum) =>
        context.Pointwise(Share, ("exponential", exponential), ("sum", sum));

    protected override Value Differentiate(DerivativeContext context, Value y, Value dy, int axis)
    {
        var sum = context.ReduceKeeping("Sum", context.Pointwise(Product, [("dy", dy), ("y", y)]), [axis]);
        return context.Pointwise(Gradient, [("y", y), ("dy", dy), ("sum", sum)]);
    }
}
