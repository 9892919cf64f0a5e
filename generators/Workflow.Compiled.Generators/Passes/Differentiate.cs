using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Operators;

namespace Workflow.Compiled.Generators.Passes;

/// <summary>Adds the backward pass: walks the graph in reverse and asks each operator on the way to a parameter or an input for its rule.</summary>
internal static class Differentiate
{
    public static GraphGradients Run(ProgramBuilder builder, Graph graph, IReadOnlyDictionary<Node, FrameSite> sites, FrameBorder border)
    {
        var gradients = new GradientTable(graph);
        var outputs = graph.Outputs.Where(id => graph.Values[id].Element == ElementType.Float).Select(id => OutputGradient(builder, gradients, builder.Values[id], border)).ToArray();
        var randomSites = Lower.SitesOf(graph);
        for (var i = graph.Nodes.Count - 1; i >= 0; i--)
        {
            var node = graph.Nodes[i];
            if (!node.Outputs.Any(output => gradients[output] is not null && gradients.IsWanted(output)))
                continue;
            if (node is OperatorNode use)
                OperatorRegistry.Get(use.Operator).Differentiate(new DerivativeContext(builder, gradients, use, randomSites[i]));
            else if (node is CustomNode custom)
                CustomCalls.EmitBackward(builder, gradients, custom);
            else
                FrameDerivative.Emit(builder, gradients, node, sites[node]);
        }

        foreach (var input in graph.Inputs.Where(input => gradients[input] is not null))
            gradients[input] = border.Give(gradients[input]!, graph.Values[input].Name, isBackward: true);
        var sources = graph.Values.Where(value => value.Kind == ValueKind.Parameter)
            .Concat(graph.Inputs.Select(id => graph.Values[id]).Where(value => value.Element == ElementType.Float));
        var own = Own(builder, gradients, [.. sources.Where(value => gradients[value.Id] is not null)]).ToLookup(gradient => builder.Values[gradient.Of].Kind);
        return new GraphGradients(outputs, [.. own[ValueKind.Parameter]], [.. own[ValueKind.Input]]);
    }

    private static int OutputGradient(ProgramBuilder builder, GradientTable gradients, Value output, FrameBorder border)
    {
        var gradient = builder.NewValue($"{output.Name}Gradient", output.Shape, ValueKind.OutputGradient, $"∂{output.Display}");
        var given = border.Take([gradient], output.Name, isBackward: true)[0].Id;
        gradient = builder.Values[gradient.Id];
        if (!gradients.IsWanted(output.Id))
            return given;
        gradients[output.Id] = gradients[output.Id] is { } other ? builder.AddGradients(output, other, gradient, output.Name) : gradient;
        return given;
    }

    /// <summary>
    /// Each gradient as a value of its own, because each has its own place, which nothing reads: in the gradient buffer, where it may be added to
    /// others, or with a caller, who may not have asked for it.
    /// </summary>
    private static List<Gradient> Own(ProgramBuilder builder, GradientTable gradients, IReadOnlyList<Value> values)
    {
        var shared = values.GroupBy(value => builder.RootOf(gradients[value.Id]!).Id).Where(group => group.Count() > 1).Select(group => group.Key).ToArray();
        var taken = Read(builder);
        taken.UnionWith(Mixed(builder, values.ToLookup(value => builder.RootOf(gradients[value.Id]!).Id, value => value.Kind)));
        var result = new List<Gradient>();
        foreach (var value in values)
        {
            var gradient = gradients[value.Id]!;
            var root = builder.RootOf(gradient);
            if (!builder.IsWhole(gradient) || root.Kind != ValueKind.Intermediate || shared.Contains(root.Id) || taken.Contains(root.Id))
                root = builder.Copy(gradient, $"{value.Name}Gradient", $"∂{value.Display}", isBackward: true);
            else if (value.Kind == ValueKind.Input)
                root = builder.Rename(root, $"{value.Name}Gradient", $"∂{value.Display}");
            result.Add(new Gradient(builder.RootOf(builder.Values[value.Id]).Id, root.Id));
        }

        return result;
    }

    /// <summary>
    /// What other frames give together with gradients of another kind: a pass that wants only those runs the frames too, and then this needs memory.
    /// </summary>
    private static IEnumerable<int> Mixed(ProgramBuilder builder, ILookup<int, ValueKind> kinds) => builder.Instructions
        .Where(instruction => instruction.Operation is Operation.RunBackward
            && instruction.Outputs.Select(output => kinds[output].DefaultIfEmpty(ValueKind.Intermediate).First()).Distinct().Count() > 1)
        .SelectMany(instruction => instruction.Outputs);

    /// <summary>The values that instructions need, themselves or through a view of their memory.</summary>
    private static HashSet<int> Read(ProgramBuilder builder) => [.. builder.Instructions
        .Where(instruction => instruction.Operation is not Operation.View)
        .SelectMany(instruction => instruction.Inputs)
        .Select(input => builder.RootOf(builder.Values[input]).Id)];
}

/// <summary>The values that are gradients.</summary>
/// <param name="Outputs">Those that the caller provides, in the order of the outputs.</param>
/// <param name="Parameters">Those of the parameters.</param>
/// <param name="Inputs">Those of the inputs that influence the result.</param>
internal sealed record GraphGradients(IReadOnlyList<int> Outputs, IReadOnlyList<Gradient> Parameters, IReadOnlyList<Gradient> Inputs);
