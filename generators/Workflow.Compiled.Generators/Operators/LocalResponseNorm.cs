using Workflow.Compiled.Generators.Diagnostics;
using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>x / (k + alpha / size · Σ x² of neighbouring channels)^beta. The sums are computed again in the backward pass.</summary>
internal sealed class LocalResponseNorm : Operator
{
    private static readonly PointwiseRule Square = new("{x}²", "{x} * {x}");
    private static readonly PointwiseRule Base = new("k + alpha / size · {sum}", "{k} + {alpha} * {sum} / {size}");
    private static readonly PointwiseRule Divided = new("{x} / ({base})^{beta}", "{x} / VectorMath.Pow({base}, {beta})");
    private static readonly PointwiseRule Shared = new("{dy} · {x} / ({base})^({beta} + 1)", "{dy} * {x} / (VectorMath.Pow({base}, {beta}) * {base})");

    private static readonly PointwiseRule Gradient = new(
        "{dy} / ({base})^{beta} − 2 · alpha · {beta} / size · {x} · {shares}",
        "{dy} / VectorMath.Pow({base}, {beta}) - V.Broadcast(2f) * {alpha} * {beta} / {size} * {x} * {shares}");

    public override string Name => "LocalResponseNorm";

    public override Inference Infer(OperatorCall call)
    {
        if (call.Attributes.Int("size") is < 1 and var size)
            return Inference.Fails(DiagnosticIds.InvalidArgument, $"{call.Label} adds up {size} channels, but there is at least 1");
        return call.Inputs[0].Rank >= 3
            ? Inference.Of(call.Inputs[0])
            : Inference.Fails(DiagnosticIds.InvalidArgument, $"{call.Label} needs at least the axes [batch, channels, ...] and one more, but {call.Descriptions[0]} is {call.Inputs[0]}");
    }

    public override Value Lower(LoweringContext context) => context.Pointwise(Divided, ("x", context.Inputs[0]), ("base", Bases(context)));

    public override void Differentiate(DerivativeContext context)
    {
        var (x, dy, bases) = (context.Inputs[0], context.OutputGradient, Bases(context));
        var (before, after) = Reach(context);
        // A channel is in the windows of those that have it as a neighbour: the same windows mirrored.
        var shares = Windows(context, context.Pointwise(Shared, [("dy", dy), ("x", x), ("base", bases)]), after, before);
        context.Accumulate(0, context.Pointwise(Gradient, [("dy", dy), ("base", bases), ("x", x), ("shares", shares)]));
    }

    private static Value Bases(InstructionContext context)
    {
        var x = context.Inputs[0];
        var (before, after) = Reach(context);
        var sums = Windows(context, context.Pointwise(Square, x.Shape, [("x", x)]), before, after);
        return context.Pointwise(Base, x.Shape, [("sum", sums)]);
    }

    private static (int Before, int After) Reach(InstructionContext context)
    {
        var size = context.Attributes.Int("size");
        return (size / 2, (size - 1) / 2);
    }

    /// <summary>For each channel the sum of its neighbours.</summary>
    private static Value Windows(InstructionContext context, Value source, int before, int after) =>
        AxisSums.Of(context, PaddedAxis.WithConstants(context, source, 1, before, after, 0), 1, source.Shape[1], before + after + 1);
}
