using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Operators;

namespace Workflow.Compiled.Generators.Passes;

/// <summary>What an operator writes its derivative rule with: values of the forward pass, the output's gradient, and instructions on them.</summary>
public sealed class DerivativeContext
{
    private readonly ProgramBuilder _builder;
    private readonly GradientTable _gradients;
    private readonly OperatorNode _node;
    private readonly int _site;
    private readonly int _firstOwnValue;

    internal DerivativeContext(ProgramBuilder builder, GradientTable gradients, OperatorNode node, int site)
    {
        _builder = builder;
        _gradients = gradients;
        _node = node;
        _site = site;
        _firstOwnValue = builder.Values.Count;
    }

    /// <summary>The operands of the forward operation.</summary>
    public IReadOnlyList<Value> Inputs => [.. _node.Inputs.Select(id => _builder.Values[id])];

    /// <summary>The result of the forward operation, <c>y</c>.</summary>
    public Value Output => _builder.Values[_node.Output];

    /// <summary>The gradient of the loss with respect to the result, <c>dy</c>.</summary>
    public Value OutputGradient => _gradients[_node.Output]!;

    /// <summary>The constants of the operation.</summary>
    public Attributes Attributes => _node.Attributes;

    /// <summary>Whether the gradient of an operand is wanted; false for an operand that the operation does not have.</summary>
    public bool Needs(int input) => input < _node.Inputs.Count && _gradients.IsWanted(_node.Inputs[input]);

    /// <summary>Adds to the gradient of an operand; where the operand was broadcast, the gradient is summed back to its shape.</summary>
    public void Accumulate(int input, Value gradient)
    {
        var operand = Inputs[input];
        gradient = SumTo(gradient, operand);
        if (_gradients[operand.Id] is null && gradient.Id >= _firstOwnValue)
            gradient = _builder.Rename(gradient, $"{operand.Name}Gradient", $"∂{operand.Display}");
        Accumulate(_builder, _gradients, operand, gradient, _node.Label);
    }

    /// <summary>Adds to the gradient of a value.</summary>
    internal static void Accumulate(ProgramBuilder builder, GradientTable gradients, Value value, Value gradient, string label) =>
        gradients[value.Id] = gradients[value.Id] is { } before ? Add(builder, before, gradient, label) : gradient;

    /// <summary>A pointwise computation with the result's shape.</summary>
    public Value Pointwise(PointwiseRule rule, IReadOnlyList<(string Name, Value Value)> operands) =>
        Pointwise(rule, Output.Shape, operands);

    /// <summary>A pointwise computation of a given shape; lengths can be mentioned like operands.</summary>
    public Value Pointwise(
        PointwiseRule rule,
        Shape shape,
        IReadOnlyList<(string Name, Value Value)> operands,
        params (string Name, Dimension Length)[] lengths)
    {
        var result = NewValue(shape);
        _builder.EmitPointwise(rule, operands, lengths, Attributes, _site, result, _node.Label, isBackward: true);
        return result;
    }

    /// <summary>A matrix product.</summary>
    public Value Product(Value left, Value right, bool transposeLeft = false, bool transposeRight = false)
    {
        var result = NewValue(ShapeRules.OfProduct(left.Shape, right.Shape, transposeLeft, transposeRight));
        var formula = $"{{0}}{(transposeLeft ? "ᵀ" : "")} · {{1}}{(transposeRight ? "ᵀ" : "")}";
        _builder.Emit(new Operation.Product(transposeLeft, transposeRight), [left, right], result, _node.Label, formula, isBackward: true);
        return result;
    }

    /// <summary>The same elements under another shape.</summary>
    public Value Reshape(Value source, Shape shape)
    {
        if (source.Shape.Equals(shape))
            return source;
        var result = NewValue(shape);
        _builder.Emit(new Operation.Alias(), [source], result, _node.Label, "{0}", isBackward: true);
        return result;
    }

    /// <summary>A kernel along one axis, with the result's shape.</summary>
    public Value AlongAxis(string kernel, string formula, int axis, params (string Name, Value Value)[] operands)
    {
        var result = NewValue(Output.Shape);
        AxisKernel.Emit(_builder, kernel, formula, axis, operands, result, _node.Label, isBackward: true);
        return result;
    }

    private Value NewValue(Shape shape) => _builder.NewValue($"{_node.Label}Gradient", shape);

    private static Value Add(ProgramBuilder builder, Value left, Value right, string label)
    {
        var sum = builder.NewValue($"{left.Name}Sum", left.Shape, symbol: left.Display);
        builder.EmitPointwise(new("{a} + {b}", "{a} + {b}"), [("a", left), ("b", right)], [], Attributes.None, -1, sum, label, isBackward: true);
        return sum;
    }

    private Value SumTo(Value gradient, Value operand)
    {
        var added = gradient.Shape.Rank - operand.Shape.Rank;
        var axes = Enumerable.Range(0, gradient.Shape.Rank)
            .Where(axis => axis < added || (ShapeRules.IsOne(operand.Shape[axis - added]) && !ShapeRules.IsOne(gradient.Shape[axis])))
            .ToArray();
        if (axes.Length == 0)
            return gradient;
        var kept = Enumerable.Range(0, gradient.Shape.Rank).Except(axes).Select(axis => gradient.Shape[axis]);
        var sum = NewValue(Shape.Of([.. kept]));
        AxisReduction.Emit(_builder, "Sum", gradient, axes, sum, _node.Label, isBackward: true);
        return Reshape(sum, operand.Shape);
    }
}
