using Workflow.Compiled.Generators.Diagnostics;
using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>Each r² channels become r times the height and width.</summary>
internal sealed class PixelShuffle : Operator
{
    public override string Name => "PixelShuffle";

    public override Inference Infer(OperatorCall call)
    {
        var (source, factor) = (call.Inputs[0], call.Attributes.Dimension("upscaleFactor"));
        if (ShuffledPixels.Problem(call, factor) is { } failure)
            return failure;
        var channels = source[source.Rank - 3];
        var words = $"{call.Label} turns {factor}² channels into one, but that does not divide the {channels} of {call.Descriptions[0]} {source}";
        return call.Require(Dimension.Modulo(channels, factor * factor), 0, DiagnosticIds.InvalidArgument, words) ?? Inference.Of(ShuffledPixels.Of(source, factor).Few);
    }

    public override Value Lower(LoweringContext context) => Pixels(context).ToFew(context, context.Inputs[0]);

    public override void Differentiate(DerivativeContext context) => context.Accumulate(0, Pixels(context).ToMany(context, context.OutputGradient));

    private static ShuffledPixels Pixels(InstructionContext context) => ShuffledPixels.Of(context.Inputs[0].Shape, context.Attributes.Dimension("upscaleFactor"));
}
