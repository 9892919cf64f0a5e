using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>The largest number of each window.</summary>
internal sealed class MaxPool2d() : PoolOperator("MaxPool2d")
{
    /// <summary>With a dilation a window may lie in the padding alone.</summary>
    public override bool GivesLargest(Shape operand, Attributes attributes)
    {
        var windows = Windows(operand, attributes);
        return windows.Rows.Dilation.Equals(1) && windows.Columns.Dilation.Equals(1);
    }

    public override Value Lower(LoweringContext context)
    {
        var windows = Windows(context.Inputs[0].Shape, context.Attributes);
        return LargestOfWindows.Lower(
            context, method => Kernel(method, windows), windows.ResultInMemory(windows.Channels), windows.Rows.Kernel * windows.Columns.Kernel);
    }

    public override void Differentiate(DerivativeContext context)
    {
        var windows = Windows(context.Inputs[0].Shape, context.Attributes);
        LargestOfWindows.Differentiate(context, method => Kernel(method, windows), windows.ImagesInMemory);
    }
}
