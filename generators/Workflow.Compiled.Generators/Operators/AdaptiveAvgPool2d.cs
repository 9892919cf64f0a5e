using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>The mean of each of some parts of an image. Of all of it, it is a mean over two axes like any other.</summary>
internal sealed class AdaptiveAvgPool2d() : AdaptivePoolOperator("AdaptiveAvgPool2d")
{
    private static readonly PointwiseRule Share = new("{dy} / {count}", "{dy} / {count}");

    public override Value Lower(LoweringContext context)
    {
        var source = context.Inputs[0];
        if (IsWhole(context))
            return context.ReduceKeeping("Mean", source, [source.Shape.Rank - 2, source.Shape.Rank - 1]);
        var mean = context.Window(Kernel(context, "Average"), "mean {0}", Result(context), ImageWindows.ToMemory(context, source));
        return ImageWindows.FromMemory(context, mean, context.Output.Shape);
    }

    public override void Differentiate(DerivativeContext context)
    {
        var (shape, gradient) = (context.Inputs[0].Shape, context.OutputGradient);
        if (IsWhole(context))
        {
            var count = shape[shape.Rank - 2] * shape[shape.Rank - 1];
            context.Accumulate(0, context.Pointwise(Share, shape, [("dy", gradient)], ("count", count)));
            return;
        }

        var shared = context.Window(Kernel(context, "AverageGradient"), "{0} / count", Images(context), ImageWindows.ToMemory(context, gradient));
        context.Accumulate(0, ImageWindows.FromMemory(context, shared, shape));
    }

    private static bool IsWhole(InstructionContext context) => Size(context.Attributes) is var (rows, columns) && rows.Equals(1) && columns.Equals(1);
}
