using System.Globalization;
using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Operators;

namespace Workflow.Compiled.Generators.Passes;

/// <summary>Collects the values and instructions of a program. Operators speak to it through their contexts.</summary>
internal sealed class ProgramBuilder
{
    /// <summary>Names that the printed structs and passes use themselves, alone or in PascalCase.</summary>
    private static readonly string[] Reserved =
    [
        "column", "context", "equals", "finalize", "getHashCode", "getType", "invoke", "isFirst", "isLast", "memberwiseClone", "model",
        "results", "row", "second", "toString", "turn", "v",
    ];

    private readonly List<Value> _values;
    private readonly Dictionary<int, View> _views = [];
    private readonly Dictionary<(View View, Shape Shape), Value> _copies = [];
    private readonly Dictionary<(int Output, string Name), int> _kept = [];
    private readonly List<Instruction> _instructions = [];
    private readonly UniqueNames _names;

    /// <param name="graph">The graph whose values are the first ones of the program.</param>
    /// <param name="symbols">The names of the frame's lengths, which no value may have.</param>
    public ProgramBuilder(Graph graph, IEnumerable<string> symbols)
    {
        string[] reserved = [.. Reserved, .. symbols];
        _names = new UniqueNames(reserved.Concat(graph.Values.Select(value => value.Name)));
        _values = [.. graph.Values.Select(value => reserved.Contains(value.Name) ? value with { Name = _names.Next(value.Name + "Value") } : value)];
    }

    public IReadOnlyList<Value> Values => _values;

    public IReadOnlyList<Instruction> Instructions => _instructions;

    /// <summary>A new value; the name gets a number where it is taken.</summary>
    public Value NewValue(
        string name, Shape shape, ValueKind kind = ValueKind.Intermediate, string symbol = "", ElementType element = ElementType.Float)
    {
        var value = new Value(_values.Count, _names.Next(CSharp.Identifier(name)), shape, kind, Symbol: symbol, Element: element);
        _values.Add(value);
        return value;
    }

    /// <summary>Gives a value that an operator has just made the name by which the reader will know it.</summary>
    public Value Rename(Value value, string name, string symbol)
    {
        _names.Free(value.Name);
        var renamed = value with { Name = _names.Next(name), Symbol = symbol };
        _values[value.Id] = renamed;
        return renamed;
    }

    public void Emit(Operation operation, IEnumerable<Value> inputs, Value output, string label, string formula, bool isBackward) =>
        Emit(operation, inputs, [output], label, formula, isBackward);

    /// <summary>Adds an instruction. Operands that its kernel cannot read where they lie are copied before.</summary>
    public void Emit(Operation operation, IEnumerable<Value> inputs, IEnumerable<Value> outputs, string label, string formula, bool isBackward)
    {
        var operands = inputs.ToArray();
        _instructions.Add(new Instruction(
            operation,
            operands.Select(input => IsReadable(operation, operands, input) ? input.Id : CopyOnce(input, isBackward).Id).ToEquatableArray(),
            outputs.Select(output => output.Id).ToEquatableArray(),
            label,
            formula,
            isBackward));
    }

    /// <summary>Declares a value to be a view of another's memory.</summary>
    public void EmitView(View view, Value output, string label, bool isBackward)
    {
        _views[output.Id] = view;
        _instructions.Add(new Instruction(new Operation.View(view.Offset, view.Strides), [view.Root], [output.Id], label, "{0}", isBackward));
    }

    /// <summary>Makes a value a view of another's memory, which from now on has the value's name.</summary>
    public void MakeView(Value value, View view, string label, bool isBackward)
    {
        _values[value.Id] = value with { Kind = ValueKind.Intermediate };
        EmitView(view, value, label, isBackward);
        SwapNames(_values[view.Root], value);
    }

    /// <summary>Where a value lies.</summary>
    public View ViewOf(Value value) => _views.TryGetValue(value.Id, out var view) ? view : View.Dense(value.Id, value.Shape);

    /// <summary>The value in whose memory a value lies.</summary>
    public Value RootOf(Value value) => _values[ViewOf(value).Root];

    /// <summary>Whether a value is all of its root's memory under some shape.</summary>
    public bool IsWhole(Value value) => ViewOf(value).IsDense(value.Shape) && RootOf(value).Shape.ElementCount.Equals(value.Shape.ElementCount);

    /// <summary>A value of one number.</summary>
    public Value Constant(float number, Shape shape)
    {
        var value = new Value(_values.Count, _names.Next("constant"), shape, ValueKind.Constant, Number: number);
        _values.Add(value);
        return value;
    }

    /// <summary>Makes a value the output of an operation.</summary>
    /// <param name="value">The value.</param>
    /// <param name="output">The output.</param>
    /// <param name="label">What the user calls the operation.</param>
    /// <param name="firstOwn">The id of the first value that the operation has computed. Such a value becomes the output itself; else the output is a view of it.</param>
    public void Return(Value value, Value output, string label, int firstOwn)
    {
        var i = value.Id >= firstOwn ? _instructions.FindLastIndex(instruction => instruction.Outputs.Contains(value.Id)) : -1;
        if (i < 0 || value.Id != _values.Count - 1)
        {
            EmitView(ViewOf(value), output, label, isBackward: false);
            return;
        }

        _instructions[i] = _instructions[i] with { Outputs = _instructions[i].Outputs.Select(own => own == value.Id ? output.Id : own).ToEquatableArray() };
        if (_views.TryGetValue(value.Id, out var view))
            _views[output.Id] = view;
        _views.Remove(value.Id);
        _values.RemoveAt(value.Id);
        _names.Free(value.Name);
        if (RootOf(output) is { } root && root.Id >= firstOwn)
            SwapNames(root, output);
    }

    /// <summary>What has the memory is called what the user calls its view.</summary>
    private void SwapNames(Value root, Value view) =>
        (_values[root.Id], _values[view.Id]) = (root with { Name = view.Name }, _values[view.Id] with { Name = root.Name });

    /// <summary>A value that holds the same elements as another, in memory of its own.</summary>
    public Value Copy(Value source, string name, string symbol, bool isBackward)
    {
        var copy = NewValue(name, source.Shape, symbol: symbol, element: source.Element);
        if (source.Element == ElementType.Index)
            Emit(new Operation.LibraryCall("Indices.Copy", [], [], HasScratch: false), [source], copy, name, "{0}", isBackward);
        else
            EmitPointwise(new PointwiseComputation(new("{x}", "{x}"), [("x", source)], name, isBackward), copy);
        return copy;
    }

    /// <summary>Keeps what an operation computes besides its result for its derivative.</summary>
    public void Keep(int output, string name, Value value) => _kept[(output, name)] = value.Id;

    /// <summary>What the operation that gives a value has kept.</summary>
    public Value Kept(int output, string name) => _values[_kept[(output, name)]];

    /// <summary>Whether a value is an image whose channels are neighbours in memory.</summary>
    public bool IsChannelsLast(Value value) => ChannelsLast.Is(ViewOf(value), value.Shape);

    /// <summary>The axes of a value in another order; where that is the order of the memory, what has the memory.</summary>
    public Value Permute(Value source, int[] axes, string label, bool isBackward)
    {
        var (view, shape) = (ViewOf(source).Permute(axes), Shape.Of([.. axes.Select(axis => source.Shape[axis])]));
        if (view.IsDense(shape) && _values[view.Root].Shape.Equals(shape))
            return _values[view.Root];
        var result = NewValue(source.Name, shape);
        EmitView(view, result, label, isBackward);
        return result;
    }

    /// <summary>An operand of a computation on images in the order of memory.</summary>
    /// <param name="operand">The operand, which may have fewer axes or axes of length 1.</param>
    /// <param name="rank">The number of axes of the images.</param>
    /// <param name="label">What the user calls the operation.</param>
    /// <param name="isBackward">Whether it belongs to the backward pass.</param>
    public Value ToChannelsLast(Value operand, int rank, string label, bool isBackward)
    {
        if (operand.Kind == ValueKind.Constant)
            return operand.Shape.Rank == rank ? Constant(operand.Number, ChannelsLast.Of(operand.Shape)) : operand;
        if (operand.Shape.Rank < rank)
        {
            var shape = Shape.Of([.. Enumerable.Repeat((Dimension)1, rank - operand.Shape.Rank), .. operand.Shape.Dimensions]);
            var expanded = NewValue(operand.Name, shape);
            EmitView(ViewOf(operand).Expand(operand.Shape, shape), expanded, label, isBackward);
            operand = expanded;
        }

        return Permute(operand, ChannelsLast.Order(rank), label, isBackward);
    }

    /// <summary>A pointwise computation, in the order of memory: where a value like the result has its channels last, so has the result.</summary>
    /// <param name="computation">What is computed.</param>
    /// <param name="alike">The values whose order counts.</param>
    /// <param name="name">The name of the result.</param>
    /// <param name="shape">The shape of the result.</param>
    /// <param name="symbol">How comments write it where that is not its name.</param>
    public Value Pointwise(PointwiseComputation computation, IEnumerable<Value> alike, string name, Shape shape, string symbol = "")
    {
        if (!alike.Any(value => value.Shape.Equals(shape) && IsChannelsLast(value)))
        {
            var plain = NewValue(name, shape, symbol: symbol);
            EmitPointwise(computation, plain);
            return plain;
        }

        var (label, isBackward) = (computation.Label, computation.IsBackward);
        var operands = computation.Mentioned.Select(operand => (operand.Name, ToChannelsLast(operand.Value, shape.Rank, label, isBackward))).ToArray();
        var result = NewValue(name, ChannelsLast.Of(shape), symbol: symbol);
        EmitPointwise(computation with { Operands = operands }, result);
        return Permute(result, ChannelsLast.Inverse(shape.Rank), label, isBackward);
    }

    /// <summary>The sum of two gradients of a value, which takes the name of the gradient; what had it is called a part.</summary>
    public Value AddGradients(Value of, Value left, Value right, string label)
    {
        var name = $"{of.Name}Gradient";
        foreach (var part in new[] { left, right }.Select(RootOf).Where(part => part.Name == name && part.Kind == ValueKind.Intermediate))
            Rename(part, $"{name}Part", part.Symbol);
        var sum = new PointwiseComputation(new("{a} + {b}", "{a} + {b}"), [("a", left), ("b", right)], label, IsBackward: true);
        return Pointwise(sum, [left, right], name, left.Shape, $"∂{of.Display}");
    }

    /// <summary>Writes a pointwise rule as an operation on exactly the operands that it mentions.</summary>
    public void EmitPointwise(PointwiseComputation computation, Value output)
    {
        var (expression, formula) = (computation.Rule.Expression, computation.Rule.Formula);
        var attributes = computation.Attributes;
        foreach (var attribute in attributes.Items)
        {
            if (attribute.Value is not (AttributeValue.Real or AttributeValue.Whole { Value.IsConstant: true }))
                continue;
            var number = attributes.Real(attribute.Name);
            expression = expression.Replace($"{{{attribute.Name}}}", CSharp.Broadcast(number)).Replace($"{{={attribute.Name}}}", CSharp.Literal(number));
            formula = formula.Replace($"{{{attribute.Name}}}", number.ToString(CultureInfo.InvariantCulture));
        }

        var numbers = GivenNumbers.Of(computation)
            .Where(number => expression.Contains($"{{{number.Name}}}") || expression.Contains($"{{={number.Name}}}"))
            .ToArray();
        for (var i = 0; i < numbers.Length; i++)
        {
            expression = expression.Replace($"{{{numbers[i].Name}}}", $"V.Broadcast({{#{i}}})").Replace($"{{={numbers[i].Name}}}", $"{{#{i}}}");
            formula = formula.Replace($"{{{numbers[i].Name}}}", numbers[i].Text);
        }

        var mentioned = computation.Mentioned.Where(operand => !GivenNumbers.IsGiven(operand.Value)).ToArray();
        for (var i = 0; i < mentioned.Length; i++)
        {
            expression = expression.Replace($"{{{mentioned[i].Name}}}", $"{{{i}}}");
            formula = formula.Replace($"{{{mentioned[i].Name}}}", $"{{{i}}}");
        }

        var operation = new Operation.Pointwise(expression, numbers.Select(number => number.Length).ToEquatableArray(), computation.Site);
        Emit(operation, mentioned.Select(operand => operand.Value), output, computation.Label, formula, computation.IsBackward);
    }

    public Program Build(
        EquatableArray<int> inputs,
        IEnumerable<int> outputs,
        IEnumerable<int> outputGradients,
        IEnumerable<Gradient> parameterGradients,
        IEnumerable<Gradient> inputGradients) => new(
            _values.ToEquatableArray(),
            _instructions.ToEquatableArray(),
            inputs,
            outputs.ToEquatableArray(),
            outputGradients.ToEquatableArray(),
            parameterGradients.ToEquatableArray(),
            inputGradients.ToEquatableArray());

    private bool IsReadable(Operation operation, Value[] operands, Value input)
    {
        if (operation is Operation.Pointwise or Operation.Join)
            return true;
        var view = ViewOf(input);
        if (operation is not Operation.Product)
            return IsWhole(input);
        return MatrixAccess.IsReadable(view, input.Shape, operands[0].Shape, operands[1].Shape);
    }

    private Value CopyOnce(Value value, bool isBackward)
    {
        var place = (ViewOf(value), value.Shape);
        if (!_copies.TryGetValue(place, out var copy))
            _copies[place] = copy = Copy(value, value.Name, value.Symbol, isBackward);
        return copy;
    }
}
