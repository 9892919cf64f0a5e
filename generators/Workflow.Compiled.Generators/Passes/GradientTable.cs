using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Operators;

namespace Workflow.Compiled.Generators.Passes;

/// <summary>Which values need a gradient, and the gradient of each as far as it is known.</summary>
internal sealed class GradientTable
{
    private readonly Dictionary<int, Value> _gradients = [];
    private readonly Dictionary<int, GradientParts> _parts = [];
    private readonly HashSet<int> _wanted;

    /// <summary>A gradient is wanted for parameters, for inputs that are numbers, and for what depends on either smoothly or on a module that is trained.</summary>
    public GradientTable(Graph graph)
    {
        _wanted = [.. graph.Values.Where(IsSource).Select(value => value.Id)];
        foreach (var node in graph.Nodes)
        {
            if ((IsDifferentiable(node) && node.Inputs.Any(_wanted.Contains)) || IsTrained(node))
                _wanted.UnionWith(node.Outputs.Where(output => graph.Values[output].Element == ElementType.Float));
        }
    }

    /// <summary>Whether a gradient of a value is of use.</summary>
    public bool IsWanted(int value) => _wanted.Contains(value);

    /// <summary>The gradient of a value, to which nothing may be added from then on; null where nothing has contributed to it.</summary>
    public Value? this[int id]
    {
        get
        {
            if (_parts.TryGetValue(id, out var parts))
            {
                _parts.Remove(id);
                parts.Accumulate();
            }

            return Known(id);
        }
        set => _gradients[id] = value!;
    }

    /// <summary>The gradient of a value as far as it is known, without that of parts of it; null while nothing else has contributed.</summary>
    public Value? Known(int id) => _gradients.TryGetValue(id, out var gradient) ? gradient : null;

    /// <summary>Adds to the gradient of a value that of a part of it, which is the only operand of an operation.</summary>
    public void AddPart(int id, DerivativeContext context, AxisPart part, Value gradient)
    {
        if (!_parts.TryGetValue(id, out var parts))
            _parts[id] = parts = new GradientParts();
        parts.Add(context, part, gradient);
    }

    private static bool IsDifferentiable(Node node) => node switch
    {
        OperatorNode use => OperatorRegistry.Get(use.Operator).IsDifferentiable,
        CustomNode custom => custom.Backward is not null,
        _ => true,
    };

    /// <summary>Whether a node has parameters of its own.</summary>
    private static bool IsTrained(Node node) => node switch
    {
        CallNode call => !call.IsFrozen,
        LoopNode loop => loop.Body.Values.Any(value => value.Kind == ValueKind.Parameter) || loop.Body.Nodes.Any(IsTrained),
        _ => false,
    };

    private static bool IsSource(Value value) =>
        value is { Kind: ValueKind.Parameter } or { Kind: ValueKind.Input, Element: ElementType.Float };
}
