using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>In training, random numbers in the shape of the operand; in prediction, their mean. No gradient flows to the operand.</summary>
/// <param name="name">The operator's name.</param>
/// <param name="numbers">The numbers.</param>
public abstract class RandomOperator(string name, PointwiseRule numbers) : Operator
{
    /// <inheritdoc/>
    public sealed override string Name => name;

    /// <inheritdoc/>
    public sealed override bool IsRandom => true;

    /// <inheritdoc/>
    public sealed override bool IsDifferentiable => false;

    /// <inheritdoc/>
    public sealed override Value Lower(LoweringContext context) => context.IsTraining
        ? context.Pointwise(numbers, context.Output.Shape, [])
        : context.Filled(Mean(context.Attributes), context.Output.Shape);

    /// <inheritdoc/>
    public sealed override void Differentiate(DerivativeContext context)
    {
    }

    /// <summary>The mean of the numbers.</summary>
    protected abstract float Mean(Attributes attributes);
}
