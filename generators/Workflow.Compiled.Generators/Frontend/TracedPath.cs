using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Frontend;

/// <summary>A path through conditions on constructor values.</summary>
/// <param name="Variant">What is computed on it.</param>
/// <param name="Facts">What is known by its conditions.</param>
internal sealed record TracedPath(Variant Variant, Facts Facts)
{
    /// <summary>The shapes of the results.</summary>
    public IReadOnlyList<Shape> Outputs => [.. Variant.Forward.Outputs.Select(value => Variant.Forward.Values[value].Shape)];

    /// <summary>Whether its results have some shapes under its conditions.</summary>
    public bool Gives(IReadOnlyList<Shape> shapes) => Outputs.Count == shapes.Count && Outputs.Zip(shapes, IsEqual).All(equal => equal);

    private bool IsEqual(Shape left, Shape right) =>
        left.Rank == right.Rank && left.Dimensions.Zip(right.Dimensions, Facts.Compare).All(comparison => comparison == Comparison.ProvenEqual);
}
