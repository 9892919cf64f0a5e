using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>(x − mean) / √(variance + eps) · weight + bias over each channel.</summary>
/// <param name="name">The operator's name.</param>
/// <param name="rank">The number of axes that the input must have; 0 for any.</param>
public abstract class InstanceNormOperator(string name, int rank) : ChannelNormOperator(name, "numFeatures", rank)
{
    /// <inheritdoc/>
    protected sealed override Dimension Groups(Shape source, Attributes attributes) => source[1];

    /// <inheritdoc/>
    protected sealed override string? Problem(Shape source, Attributes attributes) =>
        ShapeRules.IsOne(ShapeRules.Product(source, 2, source.Rank)) ? $"needs at least two numbers a channel, but {source} has one" : null;
}
