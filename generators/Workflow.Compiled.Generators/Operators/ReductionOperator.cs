using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>An operator that joins the elements along chosen axes into one; all axes when none is chosen.</summary>
/// <param name="name">The operator's name.</param>
public abstract class ReductionOperator(string name) : Operator
{
    /// <inheritdoc/>
    public override string Name => name;

    /// <inheritdoc/>
    public override Inference Infer(OperatorCall call) =>
        Operators.Axes.Check(call, call.Attributes.Ints("dims")) ?? Inference.Of(Reduced(call.Inputs[0], call.Attributes, KeepsDimensions(call.Attributes)));

    /// <summary>The axes that are joined, counted from the front and sorted.</summary>
    protected static int[] Axes(Value source, Attributes attributes) =>
        Operators.Axes.Normalize(attributes.Ints("dims"), source.Shape.Rank);

    /// <summary>How many elements are joined into one.</summary>
    protected static Dimension Count(Value source, Attributes attributes) =>
        Axes(source, attributes).Aggregate((Dimension)1, (product, axis) => product * source.Shape[axis]);

    /// <summary>A value of the result's shape with the joined axes at length 1, so that it broadcasts to the operand.</summary>
    protected static Value Spread(DerivativeContext context, Value result) =>
        context.Reshape(result, Reduced(context.Inputs[0].Shape, context.Attributes, keepDimensions: true));

    /// <summary>The shape of the result.</summary>
    protected static Shape Reduced(Shape source, Attributes attributes, bool keepDimensions)
    {
        var axes = Operators.Axes.Normalize(attributes.Ints("dims"), source.Rank);
        var kept = source.Dimensions.Select((dimension, axis) => axes.Contains(axis) ? 1 : dimension);
        return Shape.Of([.. keepDimensions ? kept : source.Dimensions.Where((_, axis) => !axes.Contains(axis))]);
    }

    private static bool KeepsDimensions(Attributes attributes) => attributes.Has("keepDim") && attributes.Flag("keepDim");
}
