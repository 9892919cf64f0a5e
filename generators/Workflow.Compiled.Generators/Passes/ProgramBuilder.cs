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
        "row", "toString", "turn", "v",
    ];

    private readonly List<Value> _values;
    private readonly List<Instruction> _instructions = [];
    private readonly HashSet<string> _names;

    /// <param name="graph">The graph whose values are the first ones of the program.</param>
    /// <param name="symbols">The names of the frame's lengths, which no value may have.</param>
    public ProgramBuilder(Graph graph, IEnumerable<string> symbols)
    {
        string[] reserved = [.. Reserved, .. symbols];
        _names = new HashSet<string>(reserved.Concat(graph.Values.Select(value => value.Name)), StringComparer.Ordinal);
        _values = [.. graph.Values.Select(value => reserved.Contains(value.Name) ? value with { Name = UniqueName(value.Name + "Value") } : value)];
    }

    public IReadOnlyList<Value> Values => _values;

    public IReadOnlyList<Instruction> Instructions => _instructions;

    /// <summary>A new value; the name gets a number where it is taken.</summary>
    public Value NewValue(string name, Shape shape, ValueKind kind = ValueKind.Intermediate, string symbol = "")
    {
        var value = new Value(_values.Count, UniqueName(name), shape, kind, Symbol: symbol);
        _values.Add(value);
        return value;
    }

    /// <summary>Gives a value that an operator has just made the name by which the reader will know it.</summary>
    public Value Rename(Value value, string name, string symbol)
    {
        _names.Remove(value.Name);
        var renamed = value with { Name = UniqueName(name), Symbol = symbol };
        _values[value.Id] = renamed;
        return renamed;
    }

    public void Emit(Operation operation, IEnumerable<Value> inputs, Value output, string label, string formula, bool isBackward) =>
        Emit(operation, inputs, [output], label, formula, isBackward);

    public void Emit(Operation operation, IEnumerable<Value> inputs, IEnumerable<Value> outputs, string label, string formula, bool isBackward) =>
        _instructions.Add(new Instruction(
            operation,
            inputs.Select(input => input.Id).ToEquatableArray(),
            outputs.Select(output => output.Id).ToEquatableArray(),
            label,
            formula,
            isBackward));

    /// <summary>A value that holds the same elements as another, in memory of its own.</summary>
    public Value Copy(Value source, string name, string symbol, bool isBackward)
    {
        var copy = NewValue(name, source.Shape, symbol: symbol);
        EmitPointwise(new("{x}", "{x}"), [("x", source)], [], Attributes.None, -1, copy, name, isBackward);
        return copy;
    }

    /// <summary>Writes a pointwise rule as an operation on exactly the operands that it mentions.</summary>
    public void EmitPointwise(
        PointwiseRule rule,
        IReadOnlyList<(string Name, Value Value)> operands,
        IReadOnlyList<(string Name, Dimension Length)> lengths,
        Attributes attributes,
        int site,
        Value output,
        string label,
        bool isBackward)
    {
        var (expression, formula) = (rule.Expression, rule.Formula);
        foreach (var attribute in attributes.Items)
        {
            if (attribute.Value is not (AttributeValue.Real or AttributeValue.Whole { Value.IsConstant: true }))
                continue;
            var number = attributes.Real(attribute.Name);
            expression = expression.Replace($"{{{attribute.Name}}}", CSharp.Broadcast(number)).Replace($"{{={attribute.Name}}}", CSharp.Literal(number));
            formula = formula.Replace($"{{{attribute.Name}}}", number.ToString(CultureInfo.InvariantCulture));
        }

        for (var i = 0; i < lengths.Count; i++)
        {
            expression = expression.Replace($"{{{lengths[i].Name}}}", $"V.Broadcast({{#{i}}})");
            formula = formula.Replace($"{{{lengths[i].Name}}}", lengths[i].Length.ToString());
        }

        var mentioned = operands.Where(operand => expression.Contains($"{{{operand.Name}}}")).ToArray();
        for (var i = 0; i < mentioned.Length; i++)
        {
            expression = expression.Replace($"{{{mentioned[i].Name}}}", $"{{{i}}}");
            formula = formula.Replace($"{{{mentioned[i].Name}}}", $"{{{i}}}");
        }

        var operation = new Operation.Pointwise(expression, lengths.Select(length => length.Length).ToEquatableArray(), site);
        Emit(operation, mentioned.Select(operand => operand.Value), output, label, formula, isBackward);
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

    private string UniqueName(string name)
    {
        var unique = name;
        for (var i = 2; !_names.Add(unique); i++)
            unique = name + i.ToString(CultureInfo.InvariantCulture);
        return unique;
    }
}
