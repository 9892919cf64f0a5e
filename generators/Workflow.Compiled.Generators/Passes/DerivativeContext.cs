using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Operators;

namespace Workflow.Compiled.Generators.Passes;

/// <summary>What an operator writes its derivative rule with: values of the forward pass, the output's gradient, and instructions on them.</summary>
public sealed class DerivativeContext : InstructionContext
{
    private readonly GradientTable _gradients;
    private readonly int _firstOwnValue;

    internal DerivativeContext(ProgramBuilder builder, GradientTable gradients, OperatorNode node, int site)
        : base(builder, node, site, isBackward: true)
    {
        _gradients = gradients;
        _firstOwnValue = builder.Values.Count;
    }

    /// <summary>The gradient of the loss with respect to the result, <c>dy</c>.</summary>
    public Value OutputGradient => _gradients[Node.Output]!;

    /// <summary>A value of the forward pass besides the result.</summary>
    public Value Kept(string name) => Builder.Kept(Node.Output, name);

    /// <summary>Whether the gradient of an operand is wanted; false for an operand that the operation does not have.</summary>
    public bool Needs(int input) => input < Node.Inputs.Count && _gradients.IsWanted(Node.Inputs[input]);

    /// <summary>Adds to the gradient of an operand; where the operand was broadcast, the gradient is summed back to its shape.</summary>
    public void Accumulate(int input, Value gradient)
    {
        var operand = Inputs[input];
        gradient = SumTo(gradient, operand.Shape);
        if (_gradients.Known(operand.Id) is null && gradient.Id >= _firstOwnValue)
            gradient = Named(gradient, $"{operand.Name}Gradient", $"∂{operand.Display}");
        Accumulate(Builder, _gradients, operand, gradient, Node.Label);
    }

    /// <summary>A gradient is called after what it is the gradient of; where it is another order of some memory, that memory is.</summary>
    private Value Named(Value gradient, string name, string symbol)
    {
        var root = Builder.RootOf(gradient);
        if (root.Id < _firstOwnValue || !root.Shape.ElementCount.Equals(gradient.Shape.ElementCount))
            return Builder.Rename(gradient, name, symbol);
        Builder.Rename(root, name, symbol);
        return Builder.Values[gradient.Id];
    }

    /// <summary>Adds to the gradient of the only operand that of a part of it.</summary>
    internal void AccumulatePart(AxisPart part, Value gradient) => _gradients.AddPart(Node.Inputs[0], this, part, gradient);

    /// <summary>Adds to the gradient of a value.
    internal static void Accumulate(ProgramBuilder builder, GradientTable gradients, Value value, Value gradient, string label) =>
        gradients[value.Id] = gradients.Known(value.Id) is { } before ? builder.AddGradients(value, before, gradient, label) : gradient;

    /// <summary>A pointwise computation with the result's shape.</summary>
    public Value Pointwise(PointwiseRule rule, IReadOnlyList<(string Name, Value Value)> operands) =>
        Pointwise(rule, Output.Shape, operands);

    /// <summary>The gradient of what was broadcast from a shape: summed back to it.</summary>
    public Value SumTo(Value gradient, Shape shape)
    {
        var added = gradient.Shape.Rank - shape.Rank;
        var axes = Enumerable.Range(0, gradient.Shape.Rank)
            .Where(axis => axis < added || (ShapeRules.IsOne(shape[axis - added]) && !ShapeRules.IsOne(gradient.Shape[axis])))
            .ToArray();
        if (axes.Length == 0)
            return gradient;
        return Reshape(Reduce("Sum", gradient, axes), shape);
    }
}
