using Workflow.Compiled.Generators.Diagnostics;
using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>As <see cref="Dropout"/>, with one number for all places of a channel.</summary>
/// <param name="name">The operator's name.</param>
/// <param name="axes">What inputs look like.</param>
/// <param name="rank">The number of axes that inputs have.</param>
public abstract class ChannelDropoutOperator(string name, string axes, int rank) : Operator
{
    private static readonly PointwiseRule Mask = new("mask", "DropoutMask.Scale<V>({key}, {index}, {=p})");
    private static readonly PointwiseRule Masked = new("{x} · {mask}", "{x} * {mask}");

    /// <inheritdoc/>
    public sealed override string Name => name;

    /// <inheritdoc/>
    public sealed override bool IsRandom => true;

    /// <inheritdoc/>
    public sealed override Inference Infer(OperatorCall call) => Dropout.Problem(call) ?? (call.Inputs[0].Rank == rank
        ? Inference.Of(call.Inputs[0])
        : Inference.Fails(DiagnosticIds.InvalidArgument, $"{call.Label} needs {axes}, but {call.Descriptions[0]} is {call.Inputs[0]}"));

    /// <inheritdoc/>
    public sealed override Value Lower(LoweringContext context) => context.IsTraining ? Apply(context, context.Inputs[0]) : context.Inputs[0];

    /// <inheritdoc/>
    public sealed override void Differentiate(DerivativeContext context) => context.Accumulate(0, Apply(context, context.OutputGradient));

    private static Value Apply(InstructionContext context, Value values)
    {
        var channels = Shape.Of([.. values.Shape.Dimensions.Take(2), .. Enumerable.Repeat((Dimension)1, values.Shape.Rank - 2)]);
        return context.Pointwise(Masked, values.Shape, [("x", values), ("mask", context.Pointwise(Mask, channels, []))]);
    }
}
