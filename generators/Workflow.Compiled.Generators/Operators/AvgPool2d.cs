using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>The mean of each window.</summary>
internal sealed class AvgPool2d() : PoolOperator("AvgPool2d")
{
    public override Value Lower(LoweringContext context)
    {
        var windows = Windows(context.Inputs[0].Shape, context.Attributes);
        var images = ImageWindows.ToMemory(context, context.Inputs[0]);
        var mean = context.Window(Kernel("Average", windows, Divisor(context.Attributes)), "mean {0}", windows.ResultInMemory(windows.Channels), images);
        return ImageWindows.FromMemory(context, mean, context.Output.Shape);
    }

    public override void Differentiate(DerivativeContext context)
    {
        var windows = Windows(context.Inputs[0].Shape, context.Attributes);
        var gradient = ImageWindows.ToMemory(context, context.OutputGradient);
        var shares = context.Window(Kernel("AverageGradient", windows, Divisor(context.Attributes)), "{0} / count", windows.ImagesInMemory, gradient);
        context.Accumulate(0, ImageWindows.FromMemory(context, shares, context.Inputs[0].Shape));
    }

    protected override string? Problem(Attributes attributes) => HasDivisor(attributes) && attributes.Int("divisorOverride") == 0 ? "divides by 0" : null;

    /// <summary>What sums are divided by, as the kernels are told it.</summary>
    private static string Divisor(Attributes attributes) => HasDivisor(attributes)
        ? $"divisor: {attributes.Int("divisorOverride")}"
        : $"countIncludePad: {(attributes.Flag("countIncludePad") ? "true" : "false")}";

    private static bool HasDivisor(Attributes attributes) => attributes.Has("divisorOverride");
}
