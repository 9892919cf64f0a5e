using Workflow.Compiled.Generators.Passes;
using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>An operator that changes the number of axes only. Moves nothing.</summary>
/// <param name="name">The operator's name.</param>
public abstract class RankOperator(string name) : Operator
{
    /// <inheritdoc/>
    public sealed override string Name => name;

    /// <inheritdoc/>
    public sealed override Value Lower(LoweringContext context) => context.Reshape(context.Inputs[0], context.Output.Shape);

    /// <inheritdoc/>
    public sealed override void Differentiate(DerivativeContext context) =>
        context.Accumulate(0, context.Reshape(context.OutputGradient, context.Inputs[0].Shape));
}
