using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Operators;

namespace Workflow.Compiled.Generators.Passes;

/// <summary>Writes the operators of a graph as instructions; for training, followed by their derivatives in reverse order.</summary>
internal static class Lower
{
    /// <summary>The program that predicts.</summary>
    public static Program ForPrediction(Graph graph, FrameSymbols symbols)
    {
        var builder = new ProgramBuilder(graph, symbols.Names);
        LowerNodes(builder, graph, FrameSites.Of(graph, symbols), isTraining: false);
        return builder.Build(graph.Inputs, OwnOutputs(builder, graph), [], [], []);
    }

    /// <summary>The program that computes the outputs, and from their gradients those of the parameters and the inputs.</summary>
    public static Program ForTraining(Graph graph, FrameSymbols symbols)
    {
        var builder = new ProgramBuilder(graph, symbols.Names);
        var sites = FrameSites.Of(graph, symbols);
        LowerNodes(builder, graph, sites, isTraining: true);
        var outputs = OwnOutputs(builder, graph);
        var gradients = Differentiate.Run(builder, graph, sites);
        return builder.Build(graph.Inputs, outputs, gradients.Outputs, gradients.Parameters, gradients.Inputs);
    }

    /// <summary>For each node, its number among those that draw random numbers; -1 when it draws none.</summary>
    public static int[] SitesOf(Graph graph)
    {
        var next = 0;
        return [.. graph.Nodes.Select(node => IsRandom(node) ? next++ : -1)];
    }

    /// <summary>Whether a node draws random numbers.</summary>
    public static bool IsRandom(Node node) => node is OperatorNode use && OperatorRegistry.Get(use.Operator).IsRandom;

    private static void LowerNodes(ProgramBuilder builder, Graph graph, IReadOnlyDictionary<Node, FrameSite> sites, bool isTraining)
    {
        var randomSites = SitesOf(graph);
        for (var i = 0; i < graph.Nodes.Count; i++)
        {
            var node = graph.Nodes[i];
            if (node is OperatorNode use)
                LowerOperator(builder, use, new LoweringContext(builder, use, randomSites[i], isTraining));
            else if (node is CustomNode custom)
                CustomCalls.EmitForward(builder, custom);
            else
                LowerFrames(builder, node, sites[node]);
        }
    }

    private static void LowerOperator(ProgramBuilder builder, OperatorNode node, LoweringContext context)
    {
        var firstOwn = builder.Values.Count;
        var result = OperatorRegistry.Get(node.Operator).Lower(context);
        builder.Return(result, builder.Values[node.Output], node.Label, firstOwn);
    }

    private static void LowerFrames(ProgramBuilder builder, Node node, FrameSite site)
    {
        var arguments = string.Join(", ", node.Inputs.Select((_, i) => $"{{{i}}}"));
        builder.Emit(
            new Operation.Run(site),
            node.Inputs.Select(id => builder.Values[id]),
            node.Outputs.Select(id => builder.Values[id]),
            node.Label,
            $"{site.Name}({arguments})",
            isBackward: false);
    }

    /// <summary>An output that is only another view of an input, a parameter or another output is copied: callers own what they get.</summary>
    private static List<int> OwnOutputs(ProgramBuilder builder, Graph graph)
    {
        var taken = new HashSet<int>();
        return [.. graph.Outputs.Select(id =>
        {
            var output = builder.Values[id];
            var root = builder.RootOf(output);
            return root.Kind == ValueKind.Intermediate && builder.IsWhole(output) && taken.Add(root.Id) ? id : builder.Copy(output, "output", "", isBackward: false).Id;
        })];
    }
}
