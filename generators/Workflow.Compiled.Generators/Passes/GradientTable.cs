using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Passes;

/// <summary>Which values need a gradient, and the gradient of each as far as it is known.</summary>
internal sealed class GradientTable
{
    private readonly Dictionary<int, Value> _gradients = [];
    private readonly HashSet<int> _wanted;

    /// <summary>A gradient is wanted for parameters and for what depends on them; not for the data.</summary>
    public GradientTable(Graph graph)
    {
        _wanted = [.. graph.Values.Where(value => value.Kind == ValueKind.Parameter).Select(value => value.Id)];
        foreach (var node in graph.Nodes)
        {
            if (node.Inputs.Any(_wanted.Contains))
                _wanted.UnionWith(node.Outputs);
        }
    }

    public bool IsWanted(int value) => _wanted.Contains(value);

    /// <summary>The gradient of a value; null while nothing has contributed to it.</summary>
    public Value? this[int id]
    {
        get => _gradients.TryGetValue(id, out var gradient) ? gradient : null;
        set => _gradients[id] = value!;
    }
}
