using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Operators;

namespace Workflow.Compiled.Generators.Passes;

/// <summary>
/// Exchanges an activation and the max-pool of its results: the activation of the largest is the largest activation. The activation and its derivative then run over the pool's result, which is a
/// fraction of the image, and nothing needs the activated image.
/// </summary>
/// <remarks>
/// The rule: the activation cuts its operand off at a least or a greatest value and has no derivative there. So each result is the same number, NaN too; and where a window has other winners than before,
/// because what was cut off was equal, no gradient comes to any of them. An activation that rounds is left where it is: it may make equals of different numbers and still have a derivative. The pool is the only
/// reader, and none of its windows may lie in the padding alone, which is less than any activation.
/// </remarks>
internal static class PoolBeforeActivation
{
    public static Graph Run(Graph graph)
    {
        // From the last to the first: a pool that is brought before an activation may then be brought before the one in front of it.
        for (var i = graph.Nodes.Count - 1; i >= 0; i--)
        {
            while (graph.Nodes[i] is OperatorNode pool && IsMaxPool(graph, pool) && ActivationOf(graph, pool.Inputs[0]) is { } activation)
                graph = Exchange(graph, activation, pool, --i);
        }

        return graph;
    }

    private static bool IsMaxPool(Graph graph, OperatorNode node) => node.Inputs.Count == 1 && OperatorRegistry.Get(node.Operator).GivesLargest(graph.Values[node.Inputs[0]].Shape, node.Attributes);

    /// <summary>The activation that gives what a pool reads, where nothing else reads it; a sequence is seen as an image of one row in between.</summary>
    private static OperatorNode? ActivationOf(Graph graph, int value)
    {
        if (graph.Outputs.Contains(value) || graph.Nodes.Sum(node => node.Inputs.Count(input => input == value)) > 1)
            return null;
        var node = graph.Nodes.OfType<OperatorNode>().FirstOrDefault(node => node.Output == value);
        return node is { Operator: "Unsqueeze" } ? ActivationOf(graph, node.Inputs[0]) : node is not null && OperatorRegistry.Get(node.Operator).IsCutOff ? node : null;
    }

    /// <summary>The graph in which the pool, which then is at that place, comes before the activation.</summary>
    private static Graph Exchange(Graph graph, OperatorNode activation, OperatorNode pool, int place)
    {
        var (values, nodes) = (graph.Values.ToList(), graph.Nodes.ToList());
        var name = new UniqueNames(values.Select(value => value.Name)).Next(pool.Label);

        // What the activation gave is now what the pool gives it.
        var pooled = activation.Output;
        values[pooled] = values[pooled] with { Name = name, Shape = values[pool.Output].Shape };
        nodes.Remove(activation);
        for (var i = 0; i <= place; i++)
            nodes[i] = Reading(nodes[i], pooled, activation.Inputs[0]);
        nodes[place] = ((OperatorNode)nodes[place]) with { Output = pooled, Outputs = [pooled] };
        nodes.Insert(place + 1, activation with { Inputs = [pooled], Output = pool.Output, Outputs = [pool.Output] });
        return graph with { Values = values.ToEquatableArray(), Nodes = nodes.ToEquatableArray() };
    }

    private static Node Reading(Node node, int before, int after) =>
        node.Inputs.Contains(before) ? node with { Inputs = node.Inputs.Select(input => input == before ? after : input).ToEquatableArray() } : node;
}
