using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Operators;

namespace Workflow.Compiled.Generators.Passes;

/// <summary>What an operator writes its forward instructions with.</summary>
public sealed class LoweringContext
{
    private readonly ProgramBuilder _builder;
    private readonly OperatorNode _node;
    private readonly int _site;

    internal LoweringContext(ProgramBuilder builder, OperatorNode node, int site, bool isTraining)
    {
        _builder = builder;
        _node = node;
        _site = site;
        IsTraining = isTraining;
    }

    /// <summary>Whether the program is for training; else it is for prediction.</summary>
    public bool IsTraining { get; }

    /// <summary>The constants of the operation.</summary>
    public Attributes Attributes => _node.Attributes;

    /// <summary>The operands.</summary>
    public IReadOnlyList<Value> Inputs => [.. _node.Inputs.Select(id => _builder.Values[id])];

    private Value Output => _builder.Values[_node.Output];

    /// <summary>The output is computed element by element.</summary>
    public void Pointwise(PointwiseRule rule, params (string Name, Value Value)[] operands) =>
        _builder.EmitPointwise(rule, operands, [], Attributes, _site, Output, _node.Label, isBackward: false);

    /// <summary>The output is a matrix product.</summary>
    public void Product(Value left, Value right) => EmitProduct(left, right, Output);

    /// <summary>A matrix product that further instructions of the same operation use.</summary>
    public Value Intermediate(Value left, Value right)
    {
        var product = _builder.NewValue($"{_node.Label}Product", ShapeRules.OfProduct(left.Shape, right.Shape, false, false));
        EmitProduct(left, right, product);
        return product;
    }

    /// <summary>The output is the operand under another shape.</summary>
    public void Alias(Value source) => _builder.Emit(new Operation.Alias(), [source], Output, _node.Label, "{0}", isBackward: false);

    /// <summary>The output joins the elements along some axes, which are sorted.</summary>
    public void Reduce(string kernel, Value source, IReadOnlyList<int> axes) =>
        AxisReduction.Emit(_builder, kernel, source, axes, Output, _node.Label, isBackward: false);

    /// <summary>The output is computed along one axis.</summary>
    public void AlongAxis(string kernel, string formula, int axis, params (string Name, Value Value)[] operands) =>
        AxisKernel.Emit(_builder, kernel, formula, axis, operands, Output, _node.Label, isBackward: false);

    private void EmitProduct(Value left, Value right, Value output) =>
        _builder.Emit(new Operation.Product(false, false), [left, right], output, _node.Label, "{0} · {1}", isBackward: false);
}
