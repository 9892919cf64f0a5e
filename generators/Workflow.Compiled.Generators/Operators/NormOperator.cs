using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>
/// Values over the last axes brought to one scale, then multiplied by a weight and added to a bias. The backward pass computes the scaled values again:
/// nothing but the input is kept.
/// </summary>
/// <param name="name">The operator's name.</param>
/// <param name="isCentered">Whether the mean is taken away first.</param>
public abstract class NormOperator(string name, bool isCentered) : Operator
{
    private static readonly PointwiseRule Centered = new("{x} − {mean}", "{x} - {mean}");
    private static readonly PointwiseRule Square = new("{x}²", "{x} * {x}");
    private static readonly PointwiseRule Scale = new("1 / √({squares} + eps)", "V.One / V.Sqrt({squares} + {eps})");
    private static readonly PointwiseRule Times = new("{a} · {b}", "{a} * {b}");
    private static readonly PointwiseRule Plus = new("{a} + {b}", "{a} + {b}");

    /// <inheritdoc/>
    public sealed override string Name => name;

    /// <inheritdoc/>
    public sealed override IReadOnlyList<LayerParameter> Parameters(Attributes attributes) => LastAxes.Parameters(attributes);

    /// <inheritdoc/>
    public sealed override Inference Infer(OperatorCall call) => LastAxes.Infer(call);

    /// <inheritdoc/>
    public sealed override Value Lower(LoweringContext context)
    {
        var (y, _) = Normalized(context);
        var next = 1;
        if (LastAxes.HasWeight(context.Attributes))
            y = context.Pointwise(Times, ("a", y), ("b", context.Inputs[next++]));
        if (LastAxes.HasBias(context.Attributes))
            y = context.Pointwise(Plus, ("a", y), ("b", context.Inputs[next]));
        return y;
    }

    /// <inheritdoc/>
    public sealed override void Differentiate(DerivativeContext context)
    {
        var hasWeight = LastAxes.HasWeight(context.Attributes);
        var (weight, bias) = (1, hasWeight ? 2 : 1);
        if (LastAxes.HasBias(context.Attributes) && context.Needs(bias))
            context.Accumulate(bias, context.OutputGradient);
        if (!context.Needs(0) && !(hasWeight && context.Needs(weight)))
            return;

        var (normalized, scale) = Normalized(context);
        if (hasWeight && context.Needs(weight))
            context.Accumulate(weight, context.Pointwise(Times, [("a", context.OutputGradient), ("b", normalized)]));
        if (!context.Needs(0))
            return;
        var gradient = hasWeight ? context.Pointwise(Times, [("a", context.OutputGradient), ("b", context.Inputs[weight])]) : context.OutputGradient;
        context.Accumulate(0, InputGradient(context, normalized, scale, gradient));
    }

    /// <summary>With n = (x − mean) · scale and its gradient g: scale · (g − mean(g) − n · mean(g · n)); without a mean taken away, without mean(g).</summary>
    private Value InputGradient(DerivativeContext context, Value normalized, Value scale, Value gradient)
    {
        var along = LastAxes.Mean(context, context.Pointwise(Times, [("a", gradient), ("b", normalized)]));
        if (!isCentered)
        {
            return context.Pointwise(
                new("{scale} · ({g} − {n} · {along})", "{scale} * ({g} - {n} * {along})"),
                [("scale", scale), ("g", gradient), ("n", normalized), ("along", along)]);
        }

        return context.Pointwise(
            new("{scale} · ({g} − {mean} − {n} · {along})", "{scale} * ({g} - {mean} - {n} * {along})"),
            [("scale", scale), ("g", gradient), ("mean", LastAxes.Mean(context, gradient)), ("n", normalized), ("along", along)]);
    }

    private (Value Normalized, Value Scale) Normalized(InstructionContext context)
    {
        var x = context.Inputs[0];
        if (isCentered)
            x = context.Pointwise(Centered, x.Shape, [("x", x), ("mean", LastAxes.Mean(context, x))]);
        var squares = LastAxes.Mean(context, context.Pointwise(Square, x.Shape, [("x", x)]));
        var scale = context.Pointwise(Scale, squares.Shape, [("squares", squares)]);
        return (context.Pointwise(Times, x.Shape, [("a", x), ("b", scale)]), scale);
    }
}
