using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>The largest number of each window. Training keeps which one it was, so that the backward pass reads no image.</summary>
internal static class LargestOfWindows
{
    private const int MostInByte = 256;

    /// <summary>The name of what goes from the forward to the backward pass.</summary>
    private const string Elements = "elements";

    /// <summary>The largest numbers.</summary>
    /// <param name="context">Takes the instructions.</param>
    /// <param name="geometry">Gives the kernel of a method over the windows.</param>
    /// <param name="result">The shape of the result in the order of memory.</param>
    /// <param name="elements">The elements of a window, as far as they are known.</param>
    public static Value Lower(LoweringContext context, Func<string, Operation.Window> geometry, Shape result, Dimension? elements)
    {
        var images = ImageWindows.ToMemory(context, context.Inputs[0]);
        var kernel = geometry("Max") with { HasEpilogue = true };
        if (!context.IsTraining)
            return ImageWindows.FromMemory(context, context.Window(kernel, "max {0}", result, images), context.Output.Shape);
        var numbers = elements is { IsConstant: true, ConstantValue: <= MostInByte } ? ElementType.Byte : ElementType.Float;
        var (largest, places) = context.WindowWithElements(kernel, numbers, "max {0}", result, images);
        context.Keep(Elements, places);
        return ImageWindows.FromMemory(context, largest, context.Output.Shape);
    }

    /// <summary>The gradient of the images, of that shape in the order of memory.</summary>
    public static void Differentiate(DerivativeContext context, Func<string, Operation.Window> geometry, Shape images)
    {
        var gradient = context.Window(
            geometry("MaxGradient"), "{0} at the largest", images, ImageWindows.ToMemory(context, context.OutputGradient), context.Kept(Elements));
        context.Accumulate(0, ImageWindows.FromMemory(context, gradient, context.Inputs[0].Shape));
    }
}
