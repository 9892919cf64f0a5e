using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>The largest number of each window. Training keeps which one it was, in a byte, so that the backward pass reads no image.</summary>
internal sealed class MaxPool2d() : PoolOperator("MaxPool2d")
{
    private const int MostElements = 256;

    /// <summary>The name of what goes from the forward to the backward pass.</summary>
    private const string Elements = "elements";

    public override Value Lower(LoweringContext context)
    {
        var windows = Windows(context.Inputs[0].Shape, context.Attributes);
        var images = ImageWindows.ToMemory(context, context.Inputs[0]);
        var (kernel, shape) = (Kernel("Max", windows), windows.ResultInMemory(windows.Channels));
        if (!context.IsTraining)
            return ImageWindows.FromMemory(context, context.Window(kernel, "max {0}", shape, images), context.Output.Shape);
        var (result, elements) = context.WindowWithElements(kernel, "max {0}", shape, images);
        context.Keep(Elements, elements);
        return ImageWindows.FromMemory(context, result, context.Output.Shape);
    }

    public override void Differentiate(DerivativeContext context)
    {
        var windows = Windows(context.Inputs[0].Shape, context.Attributes);
        var gradient = context.Window(
            Kernel("MaxGradient", windows), "{0} at the largest", windows.ImagesInMemory, ImageWindows.ToMemory(context, context.OutputGradient), context.Kept(Elements));
        context.Accumulate(0, ImageWindows.FromMemory(context, gradient, context.Inputs[0].Shape));
    }

    protected override string? Problem(Attributes attributes)
    {
        var (rows, columns) = ImageWindows.Pair(attributes, "kernelSize");
        return rows * columns is { IsConstant: true, ConstantValue: <= MostElements }
            ? null
            : $"has windows of {rows} x {columns}, but compiled code takes the maximum of at most {MostElements} numbers that are known while compiling";
    }
}
