using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Frontend;

/// <summary>The graph as far as it is traced.</summary>
internal sealed class GraphTrace
{
    private readonly List<Value> _values = [];
    private readonly List<Node> _nodes = [];
    private readonly Naming _naming = new();

    public Value Input(string name, Shape shape) => Add(name, shape, ValueKind.Input);

    public Value Constant(float number) => Add("constant", Shape.Of(), ValueKind.Constant, number: number);

    public Value Parameter(string name, Shape shape, string access) => Add(name, shape, ValueKind.Parameter, access);

    /// <summary>Adds a node; its value is called after the operation until a variable takes it.</summary>
    public Value Node(string name, IEnumerable<Value> inputs, Attributes attributes, string label, Shape shape)
    {
        var output = Add(label, shape, ValueKind.Intermediate);
        _nodes.Add(new OperatorNode(name, inputs.Select(input => input.Id).ToEquatableArray(), output.Id, attributes, label));
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

    public Graph Build(Value input, Value output) =>
        new(_values.ToEquatableArray(), _nodes.ToEquatableArray(), [input.Id], [output.Id], []);

    private Value Add(string name, Shape shape, ValueKind kind, string access = "", float number = 0)
    {
        var value = new Value(_values.Count, _naming.Unique(name), shape, kind, access, number);
        _values.Add(value);
        return value;
    }
}
