using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>Images of shape [batch, channels, height, width] and their windows written out, [batch, channels · kernel rows · kernel columns, windows]; either may be without the batch.</summary>
/// <param name="Windows">The windows over the images.</param>
internal sealed record Patches(ImageWindows Windows)
{
    /// <summary>The patches of some images, by attributes whose defaults are those of PyTorch.</summary>
    public static Patches Of(Shape source, Attributes attributes)
    {
        var images = source.Rank == 4 ? source : Shape.Of([1, .. source.Dimensions]);
        var (kernel, stride) = (ImageWindows.Pair(attributes, "kernelSize"), ImageWindows.Pair(attributes, "stride", (1, 1)));
        var (padding, dilation) = (ImageWindows.Pair(attributes, "padding", (0, 0)), ImageWindows.Pair(attributes, "dilation", (1, 1)));
        return new Patches(new ImageWindows(
            images,
            new WindowAxis("rows", images[2], kernel.First, stride.First, padding.First, dilation.First),
            new WindowAxis("columns", images[3], kernel.Second, stride.Second, padding.Second, dilation.Second)));
    }

    /// <summary>The number of windows.</summary>
    public Dimension Count => Windows.Rows.Count * Windows.Columns.Count;

    /// <summary>The elements of a window in all channels.</summary>
    public Dimension Elements => Windows.Channels * Windows.Rows.Kernel * Windows.Columns.Kernel;

    private Geometry Geometry => new(
        "Conv2dShape",
        [
            new("batch", Windows.Batch),
            new("inChannels", Windows.Channels),
            new("height", Windows.Rows.Length),
            new("width", Windows.Columns.Length),
            new("outChannels", 1),
            new("kernelHeight", Windows.Rows.Kernel),
            new("kernelWidth", Windows.Columns.Kernel),
            .. Windows.Rows.Options("Height", defaultStride: 1),
            .. Windows.Columns.Options("Width", defaultStride: 1),
        ],
        []);

    /// <summary>The windows of images, as the user sees them: kernels write one after the other, so that its elements are a column here.</summary>
    public Value Unfold(InstructionContext context, Value images, Shape result)
    {
        var windows = context.Window(Kernel("Unfold"), "windows of {0}", Shape.Of(Windows.Batch, Count, Elements), ImageWindows.ToMemory(context, images));
        return context.Reshape(context.Permute(windows, 0, 2, 1), result);
    }

    /// <summary>Images of the sums of all elements of windows that lie on a pixel.</summary>
    public Value Fold(InstructionContext context, Value windows, Shape result)
    {
        var inMemory = context.Permute(context.Reshape(windows, Shape.Of(Windows.Batch, Elements, Count)), 0, 2, 1);
        return ImageWindows.FromMemory(context, context.Window(Kernel("Fold"), "Σ windows {0}", Windows.ImagesInMemory, inMemory), result);
    }

    private Operation.Window Kernel(string method) => new($"Patches.{method}", Geometry, 0, [], HasEpilogue: false);
}
