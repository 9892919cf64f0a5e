using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Operators;

namespace Workflow.Compiled.Generators.Passes;

/// <summary>
/// Joins a linear layer, or the product with one matrix, and the cross-entropy of its results to one operation, which goes all the way for some rows at a
/// time: the logits never exist as a whole.
/// </summary>
/// <remarks>
/// The rule: the results are of use to the loss alone, the loss is one number, and the classes are not known to be few. The gradients come with the loss,
/// for a gradient of 1, and are kept; beside them the logits of few classes weigh little and stay in the cache, where steps of their own are faster.
/// </remarks>
internal static class ChunkLosses
{
    private const int FewClasses = 4096;

    public static ChunkedGraph Run(Graph graph)
    {
        var (nodes, chunked, kept) = (graph.Nodes.ToList(), new List<string>(), new List<string>());
        foreach (var loss in graph.Nodes.OfType<OperatorNode>().Where(node => node.Operator == "CrossEntropy"))
        {
            if (ProducerOf(graph, loss) is not { } path)
                continue;
            var logits = graph.Values[path[0].Output];
            if (Obstacle(graph, loss, path) is { } obstacle)
            {
                kept.Add($"{graph.Values[loss.Output].Name} and {logits.Name}: {obstacle}");
                continue;
            }

            chunked.Add($"{logits.Name} {logits.Shape}");
            nodes[nodes.IndexOf(loss)] = Joined(loss, path[0]);
            nodes.RemoveAll(path.Contains);
        }

        return new ChunkedGraph(graph with { Nodes = nodes.ToEquatableArray() }, chunked.ToEquatableArray(), kept.ToEquatableArray());
    }

    /// <summary>The product that gives the logits, followed by what only shows them under another shape; null where something else gives them.</summary>
    private static List<OperatorNode>? ProducerOf(Graph graph, OperatorNode loss)
    {
        var path = new List<OperatorNode>();
        for (var logits = loss.Inputs[0]; ; logits = path[0].Inputs[0])
        {
            if (graph.Nodes.OfType<OperatorNode>().FirstOrDefault(node => node.Output == logits) is not { } node)
                return null;
            path.Insert(0, node);
            if (node.Operator == "Linear" || (node.Operator == "MatMul" && graph.Values[node.Inputs[1]].Shape.Rank == 2))
                return path;
            if (!KeepsClasses(graph, node, isFirst: path.Count == 1))
                return null;
        }
    }

    /// <summary>Whether a node leaves rows of classes rows of classes; right in front of the loss, whether it moves the classes to axis 1.</summary>
    private static bool KeepsClasses(Graph graph, OperatorNode node, bool isFirst)
    {
        var (before, after) = (graph.Values[node.Inputs[0]].Shape, graph.Values[node.Output].Shape);
        if (before.Rank == 0 || after.Rank == 0)
            return false;
        if (isFirst && after.Rank == 3)
            return node.Operator == "Transpose" && Axes.Normalize([node.Attributes.Int("dim0"), node.Attributes.Int("dim1")], rank: 3).SequenceEqual([1, 2]);
        return node.Operator is "Reshape" or "Flatten" && (!isFirst || after.Rank == 2) && before[before.Rank - 1].Equals(after[after.Rank - 1]);
    }

    private static string? Obstacle(Graph graph, OperatorNode loss, List<OperatorNode> path)
    {
        if (loss.Attributes.Choice("reduction") == "None")
            return "each sample has a loss of its own";
        if (path.Any(node => graph.Outputs.Contains(node.Output) || graph.Nodes.Sum(other => other.Inputs.Count(input => input == node.Output)) > 1))
            return "the logits are of use elsewhere too";
        if (path.Count == 1 && graph.Values[path[0].Output].Shape.Rank > 2)
            return "the classes are not along the last axis";
        if (graph.Values[path[0].Inputs[1]].Kind == ValueKind.Intermediate)
            return "the matrix does not lie in memory as it is multiplied";
        var classes = ShapeRules.Columns(graph.Values[path[0].Output].Shape);
        return classes.IsConstant && classes.ConstantValue < FewClasses ? $"{classes} classes are few" : null;
    }

    private static OperatorNode Joined(OperatorNode loss, OperatorNode product)
    {
        var hasBias = product.Inputs.Count > 2;
        var attributes = loss.Attributes.Items.Append(new NamedAttribute("bias", new AttributeValue.Flag(hasBias)));
        return new OperatorNode(
            "LinearCrossEntropy",
            ((int[])[product.Inputs[0], product.Inputs[1], .. loss.Inputs.Skip(1).Take(1), .. product.Inputs.Skip(2), .. loss.Inputs.Skip(2)]).ToEquatableArray(),
            loss.Output,
            new Attributes(attributes.ToEquatableArray()),
            loss.Label);
    }
}

/// <summary>A graph in which losses may be chunked.</summary>
/// <param name="Graph">The graph.</param>
/// <param name="Chunked">The logits that never exist as a whole.</param>
/// <param name="NotChunked">The losses that could have been joined to what gives their logits, and why they were not.</param>
internal sealed record ChunkedGraph(Graph Graph, EquatableArray<string> Chunked, EquatableArray<string> NotChunked);
