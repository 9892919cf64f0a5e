using Workflow.Compiled.Generators.Diagnostics;
using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>
/// Each channel brought to one scale: in training by the statistics of the batch, in prediction by running ones, where it is pointwise work that ends in the
/// epilogue of the kernel in front. Training keeps the statistics; the scaled values are computed again in the backward pass.
/// </summary>
/// <param name="name">The operator's name.</param>
/// <param name="axes">What inputs look like.</param>
/// <param name="ranks">The numbers of axes that inputs may have.</param>
public abstract class BatchNormOperator(string name, string axes, params int[] ranks) : Operator
{
    private static readonly PointwiseRule Scale = new("{weight} / √({variance} + eps)", "{weight} / V.Sqrt({variance} + {eps})");
    private static readonly PointwiseRule PlainScale = new("1 / √({variance} + eps)", "V.One / V.Sqrt({variance} + {eps})");
    private static readonly PointwiseRule Normalize = new("({x} − {mean}) · {scale} + {bias}", "({x} - {mean}) * {scale} + {bias}");
    private static readonly PointwiseRule PlainNormalize = new("({x} − {mean}) · {scale}", "({x} - {mean}) * {scale}");
    private static readonly PointwiseRule Along = new("{dy} · ({x} − {mean})", "{dy} * ({x} - {mean})") { Role = "Along" };
    private static readonly PointwiseRule WeightGradient = new("{along} / √({variance} + eps)", "{along} / V.Sqrt({variance} + {eps})");
    private static readonly PointwiseRule Slope = new("{along} / (({variance} + eps) · {count})", "{along} / (({variance} + {eps}) * {count})");

    private static readonly PointwiseRule InputGradient = new(
        "{scale} · ({dy} − {sum} / {count} − ({x} − {mean}) · {slope})", "{scale} * ({dy} - {sum} / {count} - ({x} - {mean}) * {slope})");

    /// <inheritdoc/>
    public sealed override string Name => name;

    /// <inheritdoc/>
    public sealed override bool IsOnImages => true;

    /// <inheritdoc/>
    public sealed override bool MixesSamples(Attributes attributes) => !IsTracking(attributes);

    /// <inheritdoc/>
    public sealed override IReadOnlyList<LayerParameter> Parameters(Attributes attributes)
    {
        var channels = Shape.Of(attributes.Dimension("numFeatures"));
        return
        [
            .. IsAffine(attributes) ? [new("Weight", channels), new("Bias", channels)] : Array.Empty<LayerParameter>(),
            .. IsTracking(attributes)
                ? [new("RunningMean", channels, IsTrained: false), new("RunningVar", channels, IsTrained: false), new("NumBatchesTracked", Shape.Of(), IsTrained: false)]
                : Array.Empty<LayerParameter>(),
        ];
    }

    /// <inheritdoc/>
    public sealed override Inference Infer(OperatorCall call)
    {
        var (source, channels) = (call.Inputs[0], call.Attributes.Dimension("numFeatures"));
        if (!ranks.Contains(source.Rank))
            return Inference.Fails(DiagnosticIds.InvalidArgument, $"{call.Label} needs {axes}, but {call.Descriptions[0]} is {source}");
        return Dimension.Compare(source[1], channels) == Comparison.ProvenEqual
            ? Inference.Of(source)
            : Inference.Fails(DiagnosticIds.FeatureMismatch, $"{call.Label} expects {channels} channels, but {call.Descriptions[0]} gives {source[1]}")
                .CuredBy(new Cure.Argument("numFeatures", source[1]));
    }

    /// <inheritdoc/>
    public sealed override Value Lower(LoweringContext context)
    {
        var x = ToMemory(context, context.Inputs[0]);
        var (mean, variance) = context.IsTraining || !IsTracking(context.Attributes) ? OfBatch(context, x) : (Running(context, 0), Running(context, 1));
        var scale = ScaleOf(context, variance);
        var result = IsAffine(context.Attributes)
            ? context.Pointwise(Normalize, x.Shape, [("x", x), ("mean", mean), ("scale", scale), ("bias", Row(context, context.Inputs[2]))])
            : context.Pointwise(PlainNormalize, x.Shape, [("x", x), ("mean", mean), ("scale", scale)]);
        return FromMemory(context, result);
    }

    /// <inheritdoc/>
    public sealed override void Differentiate(DerivativeContext context)
    {
        var (x, dy, statistics) = (ToMemory(context, context.Inputs[0]), ToMemory(context, context.OutputGradient), context.Kept("statistics"));
        var (rows, channels) = (ShapeRules.Rows(x.Shape), ShapeRules.Columns(x.Shape));
        var (mean, variance) = (context.Slice(statistics, 0, 0, 1), context.Slice(statistics, 0, 1, 1));
        // The sum of the gradient itself joins the step that reads it for the other one, or that computes it.
        var along = SumOfRows(context, context.Pointwise(Along, x.Shape, [("dy", dy), ("x", x), ("mean", mean)]));
        var sum = SumOfRows(context, dy);
        if (IsAffine(context.Attributes))
        {
            var shape = Shape.Of(channels);
            if (context.Needs(2))
                context.Accumulate(2, context.Reshape(sum, shape));
            if (context.Needs(1))
                context.Accumulate(1, context.Reshape(context.Pointwise(WeightGradient, variance.Shape, [("along", along), ("variance", variance)]), shape));
        }

        if (!context.Needs(0))
            return;
        var slope = context.Pointwise(Slope, variance.Shape, [("along", along), ("variance", variance)], ("count", rows));
        (string, Value)[] operands = [("scale", ScaleOf(context, variance)), ("dy", dy), ("sum", sum), ("x", x), ("mean", mean), ("slope", slope)];
        context.Accumulate(0, FromMemory(context, context.Pointwise(InputGradient, x.Shape, operands, ("count", rows))));
    }

    /// <summary>The statistics of the batch, which are kept, and towards which a training pass moves the running ones.</summary>
    private static (Value Mean, Value Variance) OfBatch(LoweringContext context, Value x)
    {
        var (rows, channels) = (ShapeRules.Rows(x.Shape), ShapeRules.Columns(x.Shape));
        var statistics = context.Kernel("BatchNormalization.Statistics", "mean and variance of {0}", Shape.Of(3, channels), [x], [rows, channels]);
        if (context.IsTraining)
        {
            context.Keep("statistics", statistics);
            if (IsTracking(context.Attributes))
            {
                context.ChangeState(
                    "BatchNormalization.UpdateRunning",
                    "{1}, {2} move towards {0}",
                    [statistics, .. State(context)],
                    [rows, channels],
                    context.Attributes.Has("momentum") ? CSharp.Literal(context.Attributes.Real("momentum")) : "null");
            }
        }

        return (context.Slice(statistics, 0, 0, 1), context.Slice(statistics, 0, 1, 1));
    }

    private static Value ScaleOf(InstructionContext context, Value variance) => IsAffine(context.Attributes)
        ? context.Pointwise(Scale, variance.Shape, [("weight", Row(context, context.Inputs[1])), ("variance", variance)])
        : context.Pointwise(PlainScale, variance.Shape, [("variance", variance)]);

    private static IEnumerable<Value> State(InstructionContext context) => context.Inputs.Skip(IsAffine(context.Attributes) ? 3 : 1);

    private static Value Running(InstructionContext context, int which) => Row(context, State(context).ElementAt(which));

    /// <summary>One number a channel as a row.</summary>
    private static Value Row(InstructionContext context, Value channels) => context.Reshape(channels, Shape.Of(1, channels.Shape[0]));

    private static Value SumOfRows(InstructionContext context, Value terms) =>
        Row(context, context.Reduce("Sum", terms, [.. Enumerable.Range(0, terms.Shape.Rank - 1)]));

    private static Value ToMemory(InstructionContext context, Value value) => value.Shape.Rank > 2 ? context.ToChannelsLast(value) : value;

    private static Value FromMemory(InstructionContext context, Value value) => value.Shape.Rank > 2 ? context.FromChannelsLast(value) : value;

    private static bool IsAffine(Attributes attributes) => attributes.Flag("affine");

    private static bool IsTracking(Attributes attributes) => attributes.Flag("trackRunningStats");
}
