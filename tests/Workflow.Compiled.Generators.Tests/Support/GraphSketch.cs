using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Operators;

namespace Workflow.Compiled.Generators.Tests;

using Shape = Workflow.Compiled.Generators.Graphs.Shape;

/// <summary>Builds a graph by hand, as the front end would from source, with the operators' own shape rules.</summary>
internal sealed class GraphSketch
{
    private readonly List<Value> _values = [];
    private readonly List<Node> _nodes = [];

    public static Dimension Batch { get; } = Dimension.Symbol("batch");

    public Value Input(params Dimension[] shape) => Add(_values.Any(value => value.Name == "input") ? $"input{_values.Count}" : "input", Shape.Of(shape), ValueKind.Input);

    public Value Indices(params Dimension[] shape)
    {
        var value = Input(shape) with { Element = ElementType.Index };
        return _values[value.Id] = value;
    }

    public Value Constant(float number) => Add($"constant{_values.Count}", Shape.Of(), ValueKind.Constant, number: number);

    public Value Parameter(string name, params Dimension[] shape) =>
        Add(name, Shape.Of(shape), ValueKind.Parameter, $"_{name}");

    public Value Linear(string label, Value x, int inputs, int outputs, bool bias = true) =>
        Apply("Linear", label, [x], ("inFeatures", Whole(inputs)), ("outFeatures", Whole(outputs)), ("bias", new AttributeValue.Flag(bias)));

    public Value Apply(string name, Value x, params (string Name, AttributeValue Value)[] attributes) => Apply(name, Label(name), [x], attributes);

    public Value Apply(string name, Value[] operands, params (string Name, AttributeValue Value)[] attributes) => Apply(name, Label(name), operands, attributes);

    public Value Apply(string name, Value a, Value b) => Apply(name, Label(name), [a, b]);

    public Value Mean(Value x, bool keepDimensions, params int[] axes) => Apply(
        "Mean", x, ("dims", new AttributeValue.List([.. axes.Select(axis => (Dimension)axis)])), ("keepDim", new AttributeValue.Flag(keepDimensions)));

    /// <summary>A layer of 3 x 3 kernels that keeps the size of the images.</summary>
    public Value Conv2d(Value images, int inChannels, int outChannels) => Apply(
        "Conv2d",
        images,
        ("inChannels", Whole(inChannels)),
        ("outChannels", Whole(outChannels)),
        ("kernelSize", Pair(3)),
        ("stride", Pair(1)),
        ("padding", Pair(1)),
        ("dilation", Pair(1)),
        ("groups", Whole(1)),
        ("bias", new AttributeValue.Flag(true)));

    public Value MaxPool2d(Value images, int kernel = 2, int stride = 2, int dilation = 1) => Apply(
        "MaxPool2d",
        images,
        ("kernelSize", Pair(kernel)),
        ("stride", Pair(stride)),
        ("padding", Pair(0)),
        ("dilation", Pair(dilation)),
        ("ceilMode", new AttributeValue.Flag(false)));

    public Graph Build(params Value[] outputs) =>
        new(
            _values.ToEquatableArray(),
            _nodes.ToEquatableArray(),
            _values.Where(value => value.Kind == ValueKind.Input).Select(value => value.Id).ToEquatableArray(),
            outputs.Select(output => output.Id).ToEquatableArray(),
            []);

    public static AttributeValue Whole(int value) => new AttributeValue.Whole(value);

    public static AttributeValue Real(float value) => new AttributeValue.Real(value);

    private static AttributeValue.List Pair(int length) => new([length, length]);

    private static string Label(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    private Value Apply(string name, string label, Value[] operands, params (string Name, AttributeValue Value)[] attributes)
    {
        var known = OperatorRegistry.Get(name);
        var constants = new Attributes(attributes.Select(attribute => new NamedAttribute(attribute.Name, attribute.Value)).ToEquatableArray());
        List<Value> inputs = [.. operands];
        foreach (var parameter in known.Parameters(constants))
            inputs.Add(Add(label + parameter.Member, parameter.Shape, ValueKind.Parameter, $"_{label}.{parameter.Member}"));
        var call = new OperatorCall(
            label,
            inputs.Select(input => input.Shape).ToEquatableArray(),
            inputs.Select(input => input.Name).ToEquatableArray(),
            constants);
        var shape = known.Infer(call).Shape ?? throw new ArgumentException(known.Infer(call).Arguments[0]);
        var output = Add($"{label}{_values.Count}", shape, ValueKind.Intermediate);
        _nodes.Add(new OperatorNode(name, inputs.Select(input => input.Id).ToEquatableArray(), output.Id, constants, label));
        return output;
    }

    private Value Add(string name, Shape shape, ValueKind kind, string access = "", float number = 0)
    {
        var value = new Value(_values.Count, name, shape, kind, access, number);
        _values.Add(value);
        return value;
    }
}
