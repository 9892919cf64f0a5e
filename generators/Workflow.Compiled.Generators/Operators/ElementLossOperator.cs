using Workflow.Compiled.Generators.Diagnostics;
using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>A loss of each element <c>{x}</c> against a target <c>{t}</c> of the same place, or the mean or sum of these losses.</summary>
/// <param name="name">The operator's name.</param>
/// <param name="factors">Further operands, each of which may be left out; they broadcast to the elements.</param>
public abstract class ElementLossOperator(string name, params string[] factors) : Operator
{
    /// <inheritdoc/>
    public sealed override string Name => name;

    /// <inheritdoc/>
    public sealed override Inference Infer(OperatorCall call)
    {
        var (x, t) = (call.Inputs[0], call.Inputs[1]);
        var words = $"{call.Label} compares tensors of one shape, but {call.Descriptions[0]} is {x} and {call.Descriptions[1]} is {t}";
        if (call.Require(x, t, DiagnosticIds.FeatureMismatch, words) is { } different)
            return different.CuredBy(ShapeCures.Equal(x, t));
        for (var i = 2; i < call.Inputs.Count; i++)
        {
            if (CheckFactor(call, i) is { } failure)
                return failure;
        }

        return Inference.Of(call.Attributes.Choice("reduction") == "None" ? x : Shape.Of());
    }

    /// <inheritdoc/>
    public sealed override Value Lower(LoweringContext context)
    {
        var x = context.Inputs[0];
        var losses = context.Pointwise(Loss(context.Attributes), x.Shape, Operands(context));
        var reduction = context.Attributes.Choice("reduction");
        return reduction == "None" ? losses : context.Reduce(reduction, losses, [.. Enumerable.Range(0, x.Shape.Rank)]);
    }

    /// <inheritdoc/>
    public sealed override void Differentiate(DerivativeContext context)
    {
        var x = context.Inputs[0];
        var operands = Operands(context);
        var isMean = context.Attributes.Choice("reduction") == "Mean";
        (string, Dimension)[] lengths = isMean ? [("count", x.Shape.ElementCount)] : [];
        for (var i = 0; i < operands.Length; i++)
        {
            if (!context.Needs(i))
                continue;
            var rule = Derivative(operands[i].Name, context.Attributes);
            context.Accumulate(i, context.Pointwise(
                new PointwiseRule(
                    $"{{dy}}{(isMean ? " / {count}" : "")} · ({rule.Formula})", $"{{dy}}{(isMean ? " / {count}" : "")} * ({rule.Expression})"),
                x.Shape,
                [.. operands, ("dy", context.OutputGradient)],
                lengths));
        }
    }

    /// <summary>The loss of an element.</summary>
    protected abstract PointwiseRule Loss(Attributes attributes);

    /// <summary>Its derivative by an operand.</summary>
    protected abstract PointwiseRule Derivative(string operand, Attributes attributes);

    private (string Name, Value Value)[] Operands(InstructionContext context) =>
        [.. new[] { "x", "t" }.Concat(factors.Where(context.Attributes.Flag)).Zip(context.Inputs, (operand, input) => (operand, input))];

    private static Inference? CheckFactor(OperatorCall call, int factor)
    {
        var both = Broadcasting.Infer(call with
        {
            Inputs = ((Shape[])[call.Inputs[0], call.Inputs[factor]]).ToEquatableArray(),
            Descriptions = ((string[])[call.Descriptions[0], call.Descriptions[factor]]).ToEquatableArray(),
        });
        if (both.Shape is null)
            return both;
        return ShapeRules.AreEqual(both.Shape, call.Inputs[0])
            ? null
            : Inference.Fails(
                DiagnosticIds.FeatureMismatch,
                $"{call.Label} multiplies the losses of {call.Descriptions[0]} {call.Inputs[0]} by {call.Descriptions[factor]} {call.Inputs[factor]}, which must broadcast to them");
    }
}
