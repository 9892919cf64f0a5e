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
    private static readonly PointwiseRule Weighted = Product("Weighted");
    private static readonly PointwiseRule WeightedGradient = Product("WeightedGradient");
    private static readonly PointwiseRule Times = Product("");
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
        var y = Normalized(context).Normalized;
        var next = 1;
        if (LastAxes.HasWeight(context.Attributes))
            y = context.Pointwise(Weighted, ("a", y), ("b", context.Inputs[next++]));
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

        var standardization = Normalized(context);
        if (hasWeight && context.Needs(weight))
            context.Accumulate(weight, context.Pointwise(Times, [("a", context.OutputGradient), ("b", standardization.Normalized)]));
        if (!context.Needs(0))
            return;
        var gradient = hasWeight ? context.Pointwise(WeightedGradient, [("a", context.OutputGradient), ("b", context.Inputs[weight])]) : context.OutputGradient;
        context.Accumulate(0, standardization.InputGradient(context, gradient));
    }

    private Standardization Normalized(InstructionContext context) =>
        Standardization.Of(context, context.Inputs[0], LastAxes.Of(context.Inputs[0].Shape, context.Attributes), isCentered);

    private static PointwiseRule Product(string role) => new("{a} · {b}", "{a} * {b}") { Role = role };
}
