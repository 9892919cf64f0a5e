using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>The largest or smallest element. All elements that equal it share the gradient evenly, as in PyTorch's amax.</summary>
/// <param name="name">The operator's name, and that of the kernel.</param>
public abstract class ExtremeOperator(string name) : ReductionOperator(name)
{
    private static readonly PointwiseRule IsExtreme = new("[{x} = {y}]", "V.Select(V.Equal({x}, {y}), V.One, V.Zero)");
    private static readonly PointwiseRule Share = new("{dy} / {count}", "{dy} / {count}");

    // The product, not a choice: beside NaN the count is 0 and the gradient NaN, as in libtorch.
    private static readonly PointwiseRule Gradient = new("[{x} = {y}] · {share}", "V.Select(V.Equal({x}, {y}), V.One, V.Zero) * {share}");

    /// <inheritdoc/>
    public override Value Lower(LoweringContext context) =>
        context.Reshape(context.Reduce(Name, context.Inputs[0], Axes(context.Inputs[0], context.Attributes)), context.Output.Shape);

    /// <inheritdoc/>
    public override void Differentiate(DerivativeContext context)
    {
        var x = context.Inputs[0];
        var (y, dy) = (Spread(context, context.Output), Spread(context, context.OutputGradient));
        var count = context.ReduceKeeping("Sum", context.Pointwise(IsExtreme, x.Shape, [("x", x), ("y", y)]), Axes(x, context.Attributes));
        var share = context.Pointwise(Share, y.Shape, [("dy", dy), ("count", count)]);
        context.Accumulate(0, context.Pointwise(Gradient, x.Shape, [("x", x), ("y", y), ("share", share)]));
    }
}
