using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Frontend;

/// <summary>The graph as far as it is traced.</summary>
internal sealed class GraphTrace
{
    private readonly List<Value> _values = [];
    private readonly List<Node> _nodes = [];
    private readonly List<int> _inputs = [];
    private readonly List<Guard> _guards = [];
    private readonly Dictionary<string, int> _parameters = new(StringComparer.Ordinal);
    private readonly Naming _naming = new();

    public Value Input(string name, Shape shape, ElementType element = ElementType.Float)
    {
        var input = Add(name, shape, ValueKind.Input, element: element);
        _inputs.Add(input.Id);
        return input;
    }

    /// <summary>A number that is known when the model is made.</summary>
    /// <param name="name">What the user calls it.</param>
    /// <param name="definition">The number as C# over <c>model</c>.</param>
    public Value Given(string name, string definition) => Add(name, Shape.Of(), ValueKind.Constant, definition);

    public Value Constant(float number) => Add("constant", Shape.Of(), ValueKind.Constant, number: number);

    /// <summary>A parameter or, where it is not trained, a buffer of the module; one value however often it is used.</summary>
    public Value Parameter(string name, Shape shape, string access, bool isTrained)
    {
        if (!_parameters.TryGetValue(access, out var id))
            _parameters[access] = id = Add(name, shape, isTrained ? ValueKind.Parameter : ValueKind.Buffer, access).Id;
        return _values[id];
    }

    /// <summary>A value as it is called by now.</summary>
    public Value this[int id] => _values[id];

    /// <summary>Adds a call or a loop; its results are called after what is run until variables take them.</summary>
    public Value[] Frames(IEnumerable<(Shape Shape, ElementType Element)> results, string label, Func<EquatableArray<int>, Node> node)
    {
        Value[] outputs = [.. results.Select(result => Add(label, result.Shape, ValueKind.Intermediate, element: result.Element))];
        _nodes.Add(node(outputs.Select(output => output.Id).ToEquatableArray()));
        return outputs;
    }

    /// <summary>What has to be checked where the pass begins.</summary>
    public IReadOnlyList<Guard> Guards => _guards;

    /// <summary>Notes two lengths that have to be equal, or in order, and are not known to be.</summary>
    public void Guard(Guard guard)
    {
        // What is checked outside of a loop needs no check inside.
        if (guard.Loops.Count == 0)
            _guards.RemoveAll(guard.Covers);
        _guards.Add(guard);
    }

    /// <summary>Adds a node; its value is called after the operation until a variable takes it.</summary>
    public Value Node(string name, IEnumerable<Value> inputs, Attributes attributes, string label, Shape shape, ElementType element = ElementType.Float)
    {
        var output = Add(label, shape, ValueKind.Intermediate, element: element);
        _nodes.Add(new OperatorNode(name, inputs.Select(input => input.Id).ToEquatableArray(), output.Id, attributes, label));
        return output;
    }

    /// <summary>Adds a use of a custom operator.</summary>
    public Value Custom(CustomMethod forward, CustomMethod? backward, IEnumerable<Value> inputs, string label, Shape shape)
    {
        var output = Add(label, shape, ValueKind.Intermediate);
        _nodes.Add(new CustomNode(forward, backward, inputs.Select(input => input.Id).ToEquatableArray(), output.Id, label));
        return output;
    }

    /// <summary>Gives a value the name of the user's variable that holds it.</summary>
    public Value Rename(Value value, string name)
    {
        if (value.Kind != ValueKind.Intermediate)
            return value;
        var renamed = _values[value.Id] with { Name = _naming.Unique(name) };
        _values[value.Id] = renamed;
        return renamed;
    }

    public Graph Build(IEnumerable<Value> outputs) => new(
        _values.ToEquatableArray(),
        _nodes.ToEquatableArray(),
        _inputs.ToEquatableArray(),
        outputs.Select(output => output.Id).ToEquatableArray(),
        _guards.ToEquatableArray());

    private Value Add(string name, Shape shape, ValueKind kind, string access = "", float number = 0, ElementType element = ElementType.Float)
    {
        var value = new Value(_values.Count, _naming.Unique(name), shape, kind, access, number, Element: element);
        _values.Add(value);
        return value;
    }
}
