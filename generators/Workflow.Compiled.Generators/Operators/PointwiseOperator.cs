using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>
/// An operator that computes each element of its result from the elements at the same place of its operands, which broadcast.
/// The whole rule is text: what it computes, and for each operand the derivative.
/// </summary>
/// <remarks>
/// Placeholders: the operands by the names given to the constructor, <c>{y}</c> the result, <c>{dy}</c> the gradient of the result, and
/// every attribute by its name, as lanes (<c>{alpha}</c>) or as a number (<c>{=alpha}</c>). An operand may also be given as a constant: an
/// attribute of its name. What a derivative mentions is what the forward pass saves; nothing else is.
/// </remarks>
public abstract class PointwiseOperator(string name, string[] operands, PointwiseRule value, params PointwiseRule[] derivatives) : Operator
{
    /// <inheritdoc/>
    public sealed override string Name => name;

    /// <summary>What the operator computes.</summary>
    protected virtual PointwiseRule Value(Attributes attributes) => value;

    /// <summary>The gradient of one operand.</summary>
    protected virtual PointwiseRule Derivative(int operand, Attributes attributes) => derivatives[operand];

    /// <inheritdoc/>
    public override Inference Infer(OperatorCall call) => Broadcasting.Infer(call);

    /// <inheritdoc/>
    public override Value Lower(LoweringContext context) =>
        context.Pointwise(Value(context.Attributes), Operands(context.Inputs, context.Attributes));

    /// <inheritdoc/>
    public override void Differentiate(DerivativeContext context)
    {
        var present = Operands(context.Inputs, context.Attributes);
        for (var i = 0; i < present.Length; i++)
        {
            if (!context.Needs(i))
                continue;
            var rule = Derivative(Array.IndexOf(operands, present[i].Name), context.Attributes);
            if (rule.IsNothing)
                continue;
            context.Accumulate(
                i,
                rule.IsGradientItself
                    ? context.OutputGradient
                    : context.Pointwise(rule, [.. present, ("y", context.Output), ("dy", context.OutputGradient)]));
        }
    }

    /// <summary>The operands that are tensors, in their order; the others are attributes of the same names.</summary>
    private (string Name, Value Value)[] Operands(IReadOnlyList<Value> inputs, Attributes attributes) =>
        [.. operands.Where(operand => !attributes.Has(operand)).Zip(inputs, (operand, input) => (operand, input))];
}

/// <summary>A pointwise operator of one operand, <c>{x}</c>.</summary>
public abstract class UnaryOperator(string name, PointwiseRule value, PointwiseRule derivative)
    : PointwiseOperator(name, ["x"], value, derivative);

/// <summary>A pointwise operator of two operands, <c>{a}</c> and <c>{b}</c>, which broadcast.</summary>
public abstract class BinaryOperator(string name, PointwiseRule value, PointwiseRule left, PointwiseRule right)
    : PointwiseOperator(name, ["a", "b"], value, left, right);
