using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>The mean of each of some equal parts of an image: of all of it, or of windows that meet without a gap.</summary>
internal sealed class AdaptiveAvgPool2d : Operator
{
    private static readonly PointwiseRule Share = new("{dy} / {count}", "{dy} / {count}");

    public override string Name => "AdaptiveAvgPool2d";

    public override bool IsOnImages => true;

    public override Inference Infer(OperatorCall call)
    {
        if (ImageWindows.CheckImages(call) is { } noImages)
            return noImages;
        var source = call.Inputs[0];
        var size = call.Attributes.Dimension("outputSize");
        if (size is { IsConstant: true, ConstantValue: < 1 })
            return ImageWindows.Fails(call, $"divides an image into {size} parts, but there is at least 1");
        foreach (var length in source.Dimensions.Skip(source.Rank - 2))
        {
            if (!Dimension.Modulo(length, size).Equals(0))
                return ImageWindows.Fails(call, $"divides an image into equal parts, but {size} does not divide the {length} of {call.Descriptions[0]} {source}");
        }

        return Inference.Of(Shape.Of([.. source.Dimensions.Take(source.Rank - 2), size, size]));
    }

    public override Value Lower(LoweringContext context)
    {
        var source = context.Inputs[0];
        if (IsWhole(context))
            return context.ReduceKeeping("Mean", source, Sides(source));
        var windows = Windows(context);
        var mean = context.Window(
            PoolOperator.Kernel("Average", windows), "mean {0}", windows.ResultInMemory(windows.Channels), ImageWindows.ToMemory(context, source));
        return ImageWindows.FromMemory(context, mean, context.Output.Shape);
    }

    public override void Differentiate(DerivativeContext context)
    {
        var (source, gradient) = (context.Inputs[0], context.OutputGradient);
        if (IsWhole(context))
        {
            var count = source.Shape[source.Shape.Rank - 2] * source.Shape[source.Shape.Rank - 1];
            context.Accumulate(0, context.Pointwise(Share, source.Shape, [("dy", gradient)], ("count", count)));
            return;
        }

        var windows = Windows(context);
        var shared = context.Window(
            PoolOperator.Kernel("AverageGradient", windows), "{0} / count", windows.ImagesInMemory, ImageWindows.ToMemory(context, gradient));
        context.Accumulate(0, ImageWindows.FromMemory(context, shared, source.Shape));
    }

    private static bool IsWhole(InstructionContext context) => context.Attributes.Dimension("outputSize").Equals(1);

    private static int[] Sides(Value images) => [images.Shape.Rank - 2, images.Shape.Rank - 1];

    private static ImageWindows Windows(InstructionContext context)
    {
        var (shape, size) = (context.Inputs[0].Shape, context.Attributes.Dimension("outputSize"));
        return ImageWindows.Of(
            shape, Attributes.None, (Dimension.FloorDivide(shape[shape.Rank - 2], size), Dimension.FloorDivide(shape[shape.Rank - 1], size)));
    }
}
