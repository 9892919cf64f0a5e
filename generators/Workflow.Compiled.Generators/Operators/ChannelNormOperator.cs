using Workflow.Compiled.Generators.Diagnostics;
using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>
/// Each group of channels of each sample brought to one scale, then multiplied by a weight and added to a bias for each channel. The backward pass
/// computes the scaled values again: nothing but the input is kept.
/// </summary>
/// <param name="name">The operator's name.</param>
/// <param name="channels">The attribute by which a layer knows the number of channels.</param>
/// <param name="rank">The number of axes that the input must have; 0 for any.</param>
public abstract class ChannelNormOperator(string name, string channels, int rank) : Operator
{
    private static readonly PointwiseRule Times = new("{a} · {b}", "{a} * {b}");
    private static readonly PointwiseRule Plus = new("{a} + {b}", "{a} + {b}");

    /// <inheritdoc/>
    public sealed override string Name => name;

    /// <inheritdoc/>
    public override IReadOnlyList<LayerParameter> Parameters(Attributes attributes)
    {
        if (!attributes.Has("affine") || !attributes.Flag("affine"))
            return [];
        var shape = Shape.Of(attributes.Dimension(channels));
        return [new LayerParameter("Weight", shape), new LayerParameter("Bias", shape)];
    }

    /// <inheritdoc/>
    public sealed override Inference Infer(OperatorCall call)
    {
        var source = call.Inputs[0];
        if (source.Rank < 2 || (rank > 0 && source.Rank != rank))
        {
            return Inference.Fails(
                DiagnosticIds.InvalidArgument,
                $"{call.Label} normalises {(rank > 0 ? $"{rank}" : "two or more")} axes, of which the second one is the channels, but {call.Descriptions[0]} is {source}");
        }

        return CheckChannels(call) ?? Check(call) ?? Inference.Of(source);
    }

    private Inference? CheckChannels(OperatorCall call)
    {
        var source = call.Inputs[0];
        if (call.Attributes.Has(channels) && call.Require(
            call.Attributes.Dimension(channels),
            source[1],
            DiagnosticIds.FeatureMismatch,
            $"{call.Label} normalises {call.Attributes.Dimension(channels)} channels, but {call.Descriptions[0]} {source} has {source[1]}") is { } failure)
        {
            return failure.CuredBy(new Cure.Argument(channels, source[1]));
        }

        return call.Inputs.Skip(1)
            .Select(operand => call.Require(
                operand,
                Shape.Of(source[1]),
                DiagnosticIds.FeatureMismatch,
                $"{call.Label} normalises {source[1]} channels of {call.Descriptions[0]} {source}, but its weight or bias is {operand}"))
            .FirstOrDefault(misfit => misfit is not null);
    }

    /// <inheritdoc/>
    public sealed override Value Lower(LoweringContext context)
    {
        var y = Normalize(context);
        var next = 1;
        if (HasWeight(context.Attributes))
            y = context.Pointwise(Times, ("a", y), ("b", Aligned(context, next++)));
        if (HasBias(context.Attributes))
            y = context.Pointwise(Plus, ("a", y), ("b", Aligned(context, next)));
        return y;
    }

    /// <inheritdoc/>
    public sealed override void Differentiate(DerivativeContext context)
    {
        var hasWeight = HasWeight(context.Attributes);
        var (weight, bias) = (1, hasWeight ? 2 : 1);
        if (HasBias(context.Attributes) && context.Needs(bias))
            Accumulate(context, bias, context.OutputGradient);
        if (!context.Needs(0) && !(hasWeight && context.Needs(weight)))
            return;

        var standardization = Normalized(context);
        if (hasWeight && context.Needs(weight))
        {
            var normalized = context.Reshape(standardization.Normalized, context.Output.Shape);
            Accumulate(context, weight, context.Pointwise(Times, [("a", context.OutputGradient), ("b", normalized)]));
        }

        if (!context.Needs(0))
            return;
        var gradient = hasWeight ? context.Pointwise(Times, [("a", context.OutputGradient), ("b", Aligned(context, weight))]) : context.OutputGradient;
        var byGroups = standardization.InputGradient(context, context.Reshape(gradient, standardization.Normalized.Shape));
        context.Accumulate(0, context.Reshape(byGroups, context.Inputs[0].Shape));
    }

    /// <summary>The number of groups of channels.</summary>
    protected abstract Dimension Groups(Shape source, Attributes attributes);

    /// <summary>What else is wrong; null where nothing is.</summary>
    protected abstract Inference? Check(OperatorCall call);

    /// <summary>The values at one scale, in the shape of the input.</summary>
    private protected virtual Value Normalize(LoweringContext context) => context.Reshape(Normalized(context).Normalized, context.Output.Shape);

    private protected Standardization Normalized(InstructionContext context)
    {
        var x = context.Inputs[0];
        var groups = Groups(x.Shape, context.Attributes);
        var width = Dimension.FloorDivide(ShapeRules.Product(x.Shape, 1, x.Shape.Rank), groups);
        return Standardization.Of(context, context.Reshape(x, Shape.Of(x.Shape[0], groups, width)), [2], isCentered: true);
    }

    /// <summary>A layer says by a flag whether it has both; a function has a flag for each.</summary>
    private protected static bool HasWeight(Attributes attributes) => attributes.Flag(attributes.Has("affine") ? "affine" : "weight");

    private protected static bool HasBias(Attributes attributes) => attributes.Flag(attributes.Has("affine") ? "affine" : "bias");

    /// <summary>A weight or bias with an axis for each that follows the channels, so that it broadcasts to the input.</summary>
    private protected static Value Aligned(InstructionContext context, int operand) => context.Reshape(context.Inputs[operand], AlignedShape(context));

    private static void Accumulate(DerivativeContext context, int operand, Value gradient) =>
        context.Accumulate(operand, context.Reshape(context.SumTo(gradient, AlignedShape(context)), context.Inputs[operand].Shape));

    private static Shape AlignedShape(InstructionContext context) =>
        Shape.Of([context.Inputs[0].Shape[1], .. Enumerable.Repeat((Dimension)1, context.Inputs[0].Shape.Rank - 2)]);
}
