using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>
/// The windows along the depth of volumes: what lies one behind the other in a window becomes channels, so that there is one image for each window, and the
/// convolution of volumes is one of images. It reads each plane as often as windows see it, a fraction 1 / (kernel rows · kernel columns) of what a convolution reads.
/// </summary>
/// <param name="Volumes">The shape [batch, channels, depth, height, width].</param>
/// <param name="Kernel">The shape of the weight [outChannels, inChannels / groups, planes, rows, columns].</param>
/// <param name="Planes">The windows.</param>
/// <param name="Groups">Groups of channels, each of which keeps its own together.</param>
internal sealed record DepthWindows(Shape Volumes, Shape Kernel, WindowAxis Planes, Dimension Groups)
{
    /// <summary>The shape of the images.</summary>
    public Shape Images => Shape.Of(Volumes[0] * Planes.Count, Volumes[1] * Planes.Kernel, Volumes[3], Volumes[4]);

    /// <summary>The shape of the weight over the images.</summary>
    public Shape Weight => Shape.Of(Kernel[0], Kernel[2] * Kernel[1], Kernel[3], Kernel[4]);

    /// <summary>The windows that attributes describe.</summary>
    public static DepthWindows Of(Shape volumes, Shape kernel, Attributes attributes, Dimension padding) => new(
        volumes,
        kernel,
        new WindowAxis("planes", volumes[2], kernel[2], attributes.Dimensions("stride")[0], padding, attributes.Dimensions("dilation")[0]),
        attributes.Dimension("groups"));

    /// <summary>The images of volumes, both in the order of memory.</summary>
    public Value ToImages(InstructionContext context, Value volumes) => IsEachPlane
        ? context.Reshape(volumes, ChannelsLast.Of(Images))
        : context.Window(Call("Gather"), "windows of {0}", ChannelsLast.Of(Images), volumes);

    /// <summary>The gradient of the volumes from that of the images.</summary>
    public Value Gradient(InstructionContext context, Value images) => IsEachPlane
        ? context.Reshape(images, ChannelsLast.Of(Volumes))
        : context.Window(Call("GatherGradient"), "Σ {0}", ChannelsLast.Of(Volumes), images);

    /// <summary>A weight over volumes as one over images.</summary>
    public Value Fold(InstructionContext context, Value weight) => context.Reshape(context.Permute(weight, 0, 2, 1, 3, 4), Weight);

    /// <summary>A weight over images as one over volumes.</summary>
    public Value Unfold(InstructionContext context, Value weight, Shape shape) =>
        context.Permute(context.Reshape(weight, Shape.Of(shape[0], shape[2], shape[1], shape[3], shape[4])), 0, 2, 1, 3, 4);

    private bool IsEachPlane => Planes.Kernel.Equals(1) && Planes.Stride.Equals(1) && Planes.Padding.Equals(0);

    private Operation.Window Call(string method) => new(
        $"Volumes.{method}",
        new Geometry(
            "DepthShape",
            [
                new("batch", Volumes[0]),
                new("channels", Volumes[1]),
                new("depth", Volumes[2]),
                new("pixels", Volumes[3] * Volumes[4]),
                new("kernel", Planes.Kernel),
                .. Planes.Options("", defaultStride: 1),
                .. Groups.Equals(1) ? [] : new NamedLength[] { new("groups", Groups) },
            ],
            []),
        0,
        [],
        HasEpilogue: false);
}
