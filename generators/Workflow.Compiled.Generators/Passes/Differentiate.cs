using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Operators;

namespace Workflow.Compiled.Generators.Passes;

/// <summary>Adds the backward pass: walks the graph in reverse and asks each operator on the way to a parameter for its rule.</summary>
internal static class Differentiate
{
    public static IReadOnlyList<ParameterGradient> Run(ProgramBuilder builder, Graph graph)
    {
        var gradients = new GradientTable(graph);
        var output = builder.Values[graph.Outputs[0]];
        gradients[output.Id] = builder.NewValue("outputGradient", output.Shape, ValueKind.OutputGradient, $"∂{output.Display}");
        for (var i = graph.Nodes.Count - 1; i >= 0; i--)
        {
            var node = (OperatorNode)graph.Nodes[i];
            if (gradients[node.Output] is not null && gradients.IsWanted(node.Output))
                OperatorRegistry.Get(node.Operator).Differentiate(new DerivativeContext(builder, gradients, node, Lower.SiteOf(graph, i)));
        }

        return ParameterGradients(builder, graph, gradients);
    }

    /// <summary>Each parameter's gradient as a value of its own, because each has its own place in the gradient buffer.</summary>
    private static List<ParameterGradient> ParameterGradients(ProgramBuilder builder, Graph graph, GradientTable gradients)
    {
        var result = new List<ParameterGradient>();
        var taken = new HashSet<int>();
        foreach (var parameter in graph.Values.Where(value => value.Kind == ValueKind.Parameter))
        {
            if (gradients[parameter.Id] is not { } gradient)
                continue;
            var root = Aliases.Root(builder.Instructions, builder.Values, gradient.Id);
            if (root.Kind != ValueKind.Intermediate || !taken.Add(root.Id))
            {
                var copy = builder.NewValue($"{parameter.Name}Gradient", parameter.Shape, symbol: $"∂{parameter.Display}");
                builder.EmitPointwise(new("{dy}", "{dy}"), [("dy", gradient)], [], Attributes.None, -1, copy, parameter.Name, isBackward: true);
                root = copy;
            }

            result.Add(new ParameterGradient(parameter.Id, root.Id));
        }

        return result;
    }
}
