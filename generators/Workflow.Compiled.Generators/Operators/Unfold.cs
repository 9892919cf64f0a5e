using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>The windows of images as columns.</summary>
internal sealed class Unfold : Operator
{
    public override string Name => "Unfold";

    public override bool IsOnImages => true;

    public override Inference Infer(OperatorCall call)
    {
        if (ImageWindows.CheckImages(call) is { } noImages)
            return noImages;
        var source = call.Inputs[0];
        var patches = Patches.Of(source, call.Attributes);
        return patches.Windows.Check(call) ?? Inference.Of(Shape.Of([.. ShapeRules.Leading(source, source.Rank - 3).Dimensions, patches.Elements, patches.Count]));
    }

    public override Value Lower(LoweringContext context) =>
        Patches.Of(context.Inputs[0].Shape, context.Attributes).Unfold(context, context.Inputs[0], context.Output.Shape);

    public override void Differentiate(DerivativeContext context) =>
        context.Accumulate(0, Patches.Of(context.Inputs[0].Shape, context.Attributes).Fold(context, context.OutputGradient, context.Inputs[0].Shape));
}
