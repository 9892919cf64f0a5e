using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>A reduction in which every element has the same weight.</summary>
/// <param name="name">The operator's name, and that of the kernel.</param>
/// <param name="derivative">The gradient of every joined element, with <c>{count}</c> for their number.</param>
public abstract class SumOperator(string name, PointwiseRule derivative) : ReductionOperator(name)
{
    /// <inheritdoc/>
    public override Value Lower(LoweringContext context) =>
        context.Reshape(context.Reduce(Name, context.Inputs[0], Axes(context.Inputs[0], context.Attributes)), context.Output.Shape);

    /// <inheritdoc/>
    public override void Differentiate(DerivativeContext context)
    {
        var source = context.Inputs[0];
        var gradient = Spread(context, context.OutputGradient);
        context.Accumulate(0, context.Pointwise(derivative, source.Shape, [("dy", gradient)], ("count", Count(source, context.Attributes))));
    }
}
