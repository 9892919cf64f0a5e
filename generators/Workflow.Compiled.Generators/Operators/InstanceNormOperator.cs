using Workflow.Compiled.Generators.Diagnostics;
using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>(x − mean) / √(variance + eps) · weight + bias over each channel of each sample; where a layer keeps running statistics, prediction uses these.</summary>
/// <param name="name">The operator's name.</param>
/// <param name="rank">The number of axes that the input must have; 0 for any.</param>
public abstract class InstanceNormOperator(string name, int rank) : ChannelNormOperator(name, "numFeatures", rank)
{
    private static readonly PointwiseRule ByRunning = new("({x} − {mean}) / √({variance} + eps)", "({x} - {mean}) / V.Sqrt({variance} + {eps})");

    /// <inheritdoc/>
    public sealed override IReadOnlyList<LayerParameter> Parameters(Attributes attributes)
    {
        if (!IsTracking(attributes))
            return base.Parameters(attributes);
        var channels = Shape.Of(attributes.Dimension("numFeatures"));
        return [.. base.Parameters(attributes), new("RunningMean", channels, IsTrained: false), new("RunningVar", channels, IsTrained: false)];
    }

    /// <inheritdoc/>
    protected sealed override Dimension Groups(Shape source, Attributes attributes) => source[1];

    /// <inheritdoc/>
    protected sealed override Inference? Check(OperatorCall call) => ShapeRules.IsOne(ShapeRules.Product(call.Inputs[0], 2, call.Inputs[0].Rank))
        ? Inference.Fails(DiagnosticIds.InvalidArgument, $"{call.Label} needs at least two numbers a channel, but {call.Inputs[0]} has one")
        : null;

    private protected sealed override Value Normalize(LoweringContext context)
    {
        if (!IsTracking(context.Attributes))
            return base.Normalize(context);
        var running = 1 + (HasWeight(context.Attributes) ? 1 : 0) + (HasBias(context.Attributes) ? 1 : 0);
        var x = context.Inputs[0];
        if (!context.IsTraining)
            return context.Pointwise(ByRunning, ("x", x), ("mean", Aligned(context, running)), ("variance", Aligned(context, running + 1)));
        var standardization = Normalized(context);
        context.ChangeState(
            "InstanceNormalization.UpdateRunning",
            "{2}, {3} move towards the averages of {0}, {1}",
            [standardization.Mean!, standardization.Squares, context.Inputs[running], context.Inputs[running + 1]],
            [x.Shape[0], x.Shape[1], ShapeRules.Product(x.Shape, 2, x.Shape.Rank)],
            CSharp.Literal(context.Attributes.Real("momentum")));
        return context.Reshape(standardization.Normalized, x.Shape);
    }

    private static bool IsTracking(Attributes attributes) => attributes.Has("trackRunningStats") && attributes.Flag("trackRunningStats");
}
