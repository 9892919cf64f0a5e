using Workflow.Compiled.Generators.Diagnostics;
using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>Images scaled by a whole number, each pixel repeated: the gradient of a pixel is the sum over its copies.</summary>
internal sealed class Interpolate : Operator
{
    public override string Name => "Interpolate";

    public override Inference Infer(OperatorCall call)
    {
        var (source, factor) = (call.Inputs[0], call.Attributes.Real("scaleFactor"));
        if (source.Rank != 4)
            return Fails(call, $"needs images [batch, channels, height, width], but {call.Descriptions[0]} is {source}");
        if (call.Attributes.Choice("mode") != "Nearest")
            return Fails(call, $"is compiled in the mode Nearest only, but has {call.Attributes.Choice("mode")}");
        if (call.Attributes.Flag("alignCorners"))
            return Fails(call, "aligns corners, which the mode Nearest does not have");
        var whole = (int)factor;
        return whole >= 1 && whole == factor
            ? Inference.Of(Shape.Of(source[0], source[1], source[2] * whole, source[3] * whole))
            : Fails(call, $"is compiled for whole factors of at least 1, but has {factor.ToString(System.Globalization.CultureInfo.InvariantCulture)}");
    }

    public override Value Lower(LoweringContext context)
    {
        var spread = context.Reshape(context.Inputs[0], Spread(context, 1));
        return context.Reshape(context.Expand(spread, Spread(context, Factor(context))), context.Output.Shape);
    }

    public override void Differentiate(DerivativeContext context)
    {
        var copies = context.Reshape(context.OutputGradient, Spread(context, Factor(context)));
        context.Accumulate(0, context.Reshape(context.Reduce("Sum", copies, [3, 5]), context.Inputs[0].Shape));
    }

    /// <summary>The shape with an axis of its own for the copies of each row and of each column.</summary>
    private static Shape Spread(InstructionContext context, int copies)
    {
        var source = context.Inputs[0].Shape;
        return Shape.Of(source[0], source[1], source[2], copies, source[3], copies);
    }

    private static int Factor(InstructionContext context) => (int)context.Attributes.Real("scaleFactor");

    private static Inference Fails(OperatorCall call, string problem) => Inference.Fails(DiagnosticIds.InvalidArgument, $"{call.Label} {problem}");
}
