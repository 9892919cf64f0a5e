using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>The place along an axis of the element that wins over the others. It changes in jumps only, so no gradient flows back.</summary>
/// <param name="name">The operator's name, and that of the kernel.</param>
public abstract class PlaceOperator(string name) : Operator
{
    /// <inheritdoc/>
    public sealed override string Name => name;

    /// <inheritdoc/>
    public sealed override ElementType Element => ElementType.Index;

    /// <inheritdoc/>
    public sealed override bool IsDifferentiable => false;

    /// <inheritdoc/>
    public sealed override Inference Infer(OperatorCall call)
    {
        var (dim, source) = (call.Attributes.Int("dim"), call.Inputs[0]);
        if (Axes.Check(call, [dim]) is { } failure)
            return failure;
        var axis = Axes.Normalize(dim, source.Rank);
        var kept = source.Dimensions.Select((length, own) => own == axis ? 1 : length);
        return Inference.Of(Shape.Of([.. call.Attributes.Flag("keepDim") ? kept : source.Dimensions.Where((_, own) => own != axis)]));
    }

    /// <inheritdoc/>
    public sealed override Value Lower(LoweringContext context)
    {
        var source = context.Inputs[0].Shape;
        var axis = Axes.Normalize(context.Attributes.Int("dim"), source.Rank);
        return context.Kernel(
            $"Reduce.{name}",
            $"{char.ToLowerInvariant(name[0])}{name.Substring(1)}({{0}})",
            context.Output.Shape,
            [context.Inputs[0]],
            [ShapeRules.Product(source, 0, axis), source[axis], ShapeRules.Product(source, axis + 1, source.Rank)]);
    }

    /// <inheritdoc/>
    public sealed override void Differentiate(DerivativeContext context)
    {
    }
}
