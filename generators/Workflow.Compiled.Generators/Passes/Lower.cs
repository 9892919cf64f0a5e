using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Operators;

namespace Workflow.Compiled.Generators.Passes;

/// <summary>Writes the operators of a graph as instructions; for training, followed by their derivatives in reverse order.</summary>
internal static class Lower
{
    /// <summary>The program that predicts.</summary>
    public static Program ForPrediction(Graph graph, FrameSymbols symbols, bool isOnImages)
    {
        var builder = new ProgramBuilder(graph, symbols.Names);
        var border = new FrameBorder(builder, isOnImages);
        var inputs = Inputs(builder, border, graph);
        LowerNodes(builder, graph, FrameSites.Of(graph, symbols), isTraining: false);
        return builder.Build(inputs, OwnOutputs(builder, border, graph), [], [], []);
    }

    /// <summary>The program that computes the outputs, and from their gradients those of the parameters and the inputs.</summary>
    public static Program ForTraining(Graph graph, FrameSymbols symbols, bool isOnImages)
    {
        var builder = new ProgramBuilder(graph, symbols.Names);
        var border = new FrameBorder(builder, isOnImages);
        var inputs = Inputs(builder, border, graph);
        var sites = FrameSites.Of(graph, symbols);
        LowerNodes(builder, graph, sites, isTraining: true);
        var outputs = OwnOutputs(builder, border, graph);
        var gradients = Differentiate.Run(builder, graph, sites, border);
        return builder.Build(inputs, outputs, gradients.Outputs, gradients.Parameters, gradients.Inputs);
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
        var border = new FrameBorder(builder, FrameBorder.IsOnImages(node));
        var arguments = node.Inputs.Select(id => border.Give(builder.Values[id], node.Label, isBackward: false)).ToArray();
        var formula = $"{site.Name}({string.Join(", ", arguments.Select((_, i) => $"{{{i}}}"))})";
        border.Take(
            node.Outputs.Select(id => builder.Values[id]),
            node.Label,
            isBackward: false,
            results => builder.Emit(new Operation.Run(site), arguments, results, node.Label, formula, isBackward: false));
    }

    private static EquatableArray<int> Inputs(ProgramBuilder builder, FrameBorder border, Graph graph) =>
        border.Take(graph.Inputs.Select(id => builder.Values[id]), "input", isBackward: false).Select(input => input.Id).ToEquatableArray();

    /// <summary>An output that is only another view of an input, a parameter or another output is copied: callers own what they get.</summary>
    private static List<int> OwnOutputs(ProgramBuilder builder, FrameBorder border, Graph graph)
    {
        var taken = new HashSet<int>();
        return [.. graph.Outputs.Select(id =>
        {
            var output = border.Give(builder.Values[id], "output", isBackward: false);
            var root = builder.RootOf(output);
            return root.Kind == ValueKind.Intermediate && builder.IsWhole(output) && taken.Add(root.Id)
                ? id
                : border.Seen(builder.Copy(output, "output", "", isBackward: false), builder.Values[id], "output", isBackward: false).Id;
        })];
    }
}
