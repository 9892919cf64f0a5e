using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>An operator that joins the elements along chosen axes into one; all axes when none is chosen.</summary>
/// <param name="name">The operator's name, and that of the kernel.</param>
/// <param name="derivative">The gradient of every joined element, with <c>{count}</c> for their number.</param>
public abstract class ReductionOperator(string name, PointwiseRule derivative) : Operator
{
    /// <inheritdoc/>
    public override string Name => name;

    /// <inheritdoc/>
    public override Inference Infer(OperatorCall call) =>
        Axes.Check(call, call.Attributes.Ints("dims")) ?? Inference.Of(Reduced(call.Inputs[0], call.Attributes, KeepsDimensions(call.Attributes)));

    /// <inheritdoc/>
    public override Value Lower(LoweringContext context)
    {
        var source = context.Inputs[0];
        return context.Reshape(context.Reduce(name, source, Axes.Normalize(context.Attributes.Ints("dims"), source.Shape.Rank)), context.Output.Shape);
    }

    /// <inheritdoc/>
    public override void Differentiate(DerivativeContext context)
    {
        var source = context.Inputs[0].Shape;
        var gradient = context.Reshape(context.OutputGradient, Reduced(source, context.Attributes, keepDimensions: true));
        var axes = Axes.Normalize(context.Attributes.Ints("dims"), source.Rank);
        var count = axes.Aggregate((Dimension)1, (product, axis) => product * source[axis]);
        context.Accumulate(0, context.Pointwise(derivative, source, [("dy", gradient)], ("count", count)));
    }

    private static bool KeepsDimensions(Attributes attributes) => attributes.Has("keepDim") && attributes.Flag("keepDim");

    private static Shape Reduced(Shape source, Attributes attributes, bool keepDimensions)
    {
        var axes = Axes.Normalize(attributes.Ints("dims"), source.Rank);
        var kept = source.Dimensions.Select((dimension, axis) => axes.Contains(axis) ? 1 : dimension);
        return Shape.Of([.. keepDimensions ? kept : source.Dimensions.Where((_, axis) => !axes.Contains(axis))]);
    }
}
