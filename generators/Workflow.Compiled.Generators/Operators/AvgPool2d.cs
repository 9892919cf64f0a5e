using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>The mean of each window.</summary>
internal sealed class AvgPool2d() : PoolOperator("AvgPool2d")
{
    private static readonly PointwiseRule Scale = new("{x} · {count} / divisor", "{x} * {count} / {divisorOverride}");

    public override Value Lower(LoweringContext context)
    {
        var windows = Windows(context.Inputs[0].Shape, context.Attributes);
        var images = ImageWindows.ToMemory(context, context.Inputs[0]);
        var kernel = Kernel("Average", windows, CountsPadding(context.Attributes));
        var mean = context.Window(kernel, "mean {0}", windows.ResultInMemory(windows.Channels), images);
        return ImageWindows.FromMemory(context, Scaled(context, mean, windows), context.Output.Shape);
    }

    public override void Differentiate(DerivativeContext context)
    {
        var windows = Windows(context.Inputs[0].Shape, context.Attributes);
        var gradient = Scaled(context, ImageWindows.ToMemory(context, context.OutputGradient), windows);
        var kernel = Kernel("AverageGradient", windows, CountsPadding(context.Attributes));
        context.Accumulate(0, ImageWindows.FromMemory(context, context.Window(kernel, "{0} / count", windows.ImagesInMemory, gradient), context.Inputs[0].Shape));
    }

    protected override string? Problem(Attributes attributes)
    {
        if (!HasDivisor(attributes))
            return null;
        if (attributes.Dimension("divisorOverride").Equals(0))
            return "divides by 0";
        return attributes.Flag("ceilMode")
            ? "has a divisor of its own and rounds the number of windows up, of which compiled code knows one at a time"
            : null;
    }

    /// <summary>With a divisor of its own, the mean over all places of a window becomes its sum again.</summary>
    private static Value Scaled(InstructionContext context, Value value, ImageWindows windows) => HasDivisor(context.Attributes)
        ? context.Pointwise(Scale, value.Shape, [("x", value)], ("count", windows.Rows.Kernel * windows.Columns.Kernel))
        : value;

    private static string CountsPadding(Attributes attributes) =>
        $"countIncludePad: {(HasDivisor(attributes) || attributes.Flag("countIncludePad") ? "true" : "false")}";

    private static bool HasDivisor(Attributes attributes) => attributes.Has("divisorOverride");
}
