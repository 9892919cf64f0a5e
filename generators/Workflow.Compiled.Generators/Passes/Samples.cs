using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Operators;

namespace Workflow.Compiled.Generators.Passes;

/// <summary>
/// Whether what a module computes of one sample depends on no other, so that prediction may compute a few samples at a time. Shapes tell most of it: whatever
/// depends on the samples has the batch, or a multiple of it, as its first axis and nowhere else. What keeps the shape and yet looks along the first axis says so.
/// </summary>
internal static class Samples
{
    /// <summary>Whether it is so on all paths of a module, and each result has a part for each sample.</summary>
    public static bool AreApart(IReadOnlyList<Graph> paths) =>
        Batch(paths[0]) is { } batch && paths.All(path => AreApart(path, batch) && path.Outputs.All(output => IsOfSamples(path.Values[output].Shape, batch)));

    /// <summary>The symbol of the batch; null where the first input has none.</summary>
    private static string? Batch(Graph path) =>
        path.Values[path.Inputs[0]].Shape is { Rank: > 0 } shape && shape[0].Symbols.ToArray() is [var symbol] && shape[0].Equals(Dimension.Symbol(symbol)) ? symbol : null;

    private static bool AreApart(Graph graph, string batch) =>
        graph.Values.All(value => IsShared(value.Shape, batch) || IsOfSamples(value.Shape, batch)) && graph.Nodes.All(node => IsApart(graph, node, batch));

    private static bool IsApart(Graph graph, Node node, string batch)
    {
        bool Shared(int id) => IsShared(graph.Values[id].Shape, batch);
        if (!node.Inputs.All(Shared) && node.Outputs.Any(Shared))
            return false;
        return node switch
        {
            OperatorNode use => IsApart(graph, use, batch),
            CallNode call => call.AreSamplesApart && call.Symbols.Skip(1).All(length => !length.Mentions(batch)),
            LoopNode loop => AreApart(loop.Body, batch),
            _ => false,
        };
    }

    private static bool IsApart(Graph graph, OperatorNode use, string batch)
    {
        var rank = use.Inputs.Count == 0 ? 0 : graph.Values[use.Inputs[0]].Shape.Rank;
        var isAlongSamples = use.Attributes.Items.Any(item => item.Name == "dim" && Axes.Normalize(use.Attributes.Int("dim"), rank) == 0);
        return !isAlongSamples && !OperatorRegistry.Get(use.Operator).MixesSamples(use.Attributes);
    }

    private static bool IsShared(Shape shape, string batch) => shape.Dimensions.All(length => !length.Mentions(batch));

    private static bool IsOfSamples(Shape shape, string batch) =>
        shape.Rank > 0
        && shape[0].Mentions(batch)
        && Dimension.Modulo(shape[0], Dimension.Symbol(batch)).Equals(0)
        && !Dimension.FloorDivide(shape[0], Dimension.Symbol(batch)).Mentions(batch)
        && shape.Dimensions.Skip(1).All(length => !length.Mentions(batch));
}
