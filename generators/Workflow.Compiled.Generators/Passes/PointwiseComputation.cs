using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Operators;

namespace Workflow.Compiled.Generators.Passes;

/// <summary>A pointwise rule and what it is applied to.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Operands">What it may mention.</param>
/// <param name="Label">What the user calls the operation.</param>
/// <param name="IsBackward">Whether it belongs to the backward pass.</param>
internal sealed record PointwiseComputation(PointwiseRule Rule, IReadOnlyList<(string Name, Value Value)> Operands, string Label, bool IsBackward)
{
    /// <summary>Lengths that it may mention like operands.</summary>
    public IReadOnlyList<(string Name, Dimension Length)> Lengths { get; init; } = [];

    /// <summary>Constants that it may mention.</summary>
    public Attributes Attributes { get; init; } = Attributes.None;

    /// <summary>The number of the random site; -1 where nothing is random.</summary>
    public int Site { get; init; } = -1;

    /// <summary>The operands that the rule mentions.</summary>
    public IEnumerable<(string Name, Value Value)> Mentioned => Operands.Where(operand => Rule.Expression.Contains($"{{{operand.Name}}}"));
}
