using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Operators;

namespace Workflow.Compiled.Generators.Passes;

/// <summary>Writes the operators of a graph as instructions; for training, followed by their derivatives in reverse order.</summary>
internal static class Lower
{
    /// <summary>The program that predicts.</summary>
    public static Program ForPrediction(Graph graph)
    {
        var builder = new ProgramBuilder(graph);
        LowerNodes(builder, graph, isTraining: false);
        return builder.Build(graph.Inputs[0], OwnOutput(builder, graph), []);
    }

    /// <summary>The program that computes the output, and from its gradient those of the parameters.</summary>
    public static Program ForTraining(Graph graph)
    {
        var builder = new ProgramBuilder(graph);
        LowerNodes(builder, graph, isTraining: true);
        var output = OwnOutput(builder, graph);
        var gradients = Differentiate.Run(builder, graph);
        return builder.Build(graph.Inputs[0], output, gradients);
    }

    /// <summary>The number of a node among those that draw random numbers; -1 when it draws none.</summary>
    public static int SiteOf(Graph graph, int node) =>
        IsRandom(graph.Nodes[node]) ? graph.Nodes.Take(node).Count(IsRandom) : -1;

    private static bool IsRandom(Node node) => node is OperatorNode use && OperatorRegistry.Get(use.Operator).IsRandom;

    private static void LowerNodes(ProgramBuilder builder, Graph graph, bool isTraining)
    {
        for (var i = 0; i < graph.Nodes.Count; i++)
        {
            var node = (OperatorNode)graph.Nodes[i];
            OperatorRegistry.Get(node.Operator).Lower(new LoweringContext(builder, node, SiteOf(graph, i), isTraining));
        }
    }

    /// <summary>An output that is only another view of an input or a parameter is copied: callers own what they get.</summary>
    private static int OwnOutput(ProgramBuilder builder, Graph graph)
    {
        var output = builder.Values[graph.Outputs[0]];
        if (Aliases.Root(builder.Instructions, builder.Values, output.Id).Kind == ValueKind.Intermediate)
            return output.Id;
        var copy = builder.NewValue("output", output.Shape);
        builder.EmitPointwise(new("{x}", "{x}"), [("x", output)], [], Attributes.None, -1, copy, "output", isBackward: false);
        return copy.Id;
    }
}
