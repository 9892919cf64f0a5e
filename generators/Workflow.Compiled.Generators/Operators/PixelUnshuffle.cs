using Workflow.Compiled.Generators.Diagnostics;
using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>Each r x r pixels become r² channels.</summary>
internal sealed class PixelUnshuffle : Operator
{
    public override string Name => "PixelUnshuffle";

    public override Inference Infer(OperatorCall call)
    {
        var (source, factor) = (call.Inputs[0], call.Attributes.Dimension("downscaleFactor"));
        if (ShuffledPixels.Problem(call, factor) is { } failure)
            return failure;
        var (height, width) = (source[source.Rank - 2], source[source.Rank - 1]);
        var words = $"{call.Label} divides height and width by {factor}, which does not divide those of {call.Descriptions[0]} {source}";
        return call.Require(Dimension.Modulo(height, factor), 0, DiagnosticIds.InvalidArgument, words)
            ?? call.Require(Dimension.Modulo(width, factor), 0, DiagnosticIds.InvalidArgument, words)
            ?? Inference.Of(Pixels(source, factor).Many);
    }

    public override Value Lower(LoweringContext context) => Pixels(context).ToMany(context, context.Inputs[0]);

    public override void Differentiate(DerivativeContext context) => context.Accumulate(0, Pixels(context).ToFew(context, context.OutputGradient));

    private static ShuffledPixels Pixels(InstructionContext context) => Pixels(context.Inputs[0].Shape, context.Attributes.Dimension("downscaleFactor"));

    private static ShuffledPixels Pixels(Shape few, Dimension factor) => ShuffledPixels.Of(
        Shape.Of([
            .. few.Dimensions.Take(few.Rank - 3),
            few[few.Rank - 3] * factor * factor,
            Dimension.FloorDivide(few[few.Rank - 2], factor),
            Dimension.FloorDivide(few[few.Rank - 1], factor),
        ]),
        factor);
}
