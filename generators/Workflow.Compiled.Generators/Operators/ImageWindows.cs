using Workflow.Compiled.Generators.Diagnostics;
using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>Windows that slide over images of shape [batch, channels, height, width], or over one without the batch.</summary>
/// <param name="Images">The shape with the batch.</param>
/// <param name="Rows">The windows from top to bottom.</param>
/// <param name="Columns">The windows from left to right.</param>
internal sealed record ImageWindows(Shape Images, WindowAxis Rows, WindowAxis Columns)
{
    /// <summary>Images.</summary>
    public Dimension Batch => Images[0];

    /// <summary>Channels of the images.</summary>
    public Dimension Channels => Images[1];

    /// <summary>The windows that attributes describe; what an operator does not have is left at its default.</summary>
    /// <param name="source">The images.</param>
    /// <param name="attributes">The attributes.</param>
    /// <param name="kernel">Rows and columns of a window.</param>
    public static ImageWindows Of(Shape source, Attributes attributes, (Dimension Rows, Dimension Columns) kernel) =>
        Of(source, attributes, kernel, Pair(attributes, "padding", (0, 0)));

    /// <summary>The same with another padding.</summary>
    public static ImageWindows Of(Shape source, Attributes attributes, (Dimension Rows, Dimension Columns) kernel, (Dimension First, Dimension Second) padding)
    {
        var images = WithBatch(source);
        var stride = Pair(attributes, "stride", kernel);
        var dilation = Pair(attributes, "dilation", (1, 1));
        var ceilMode = attributes.Has("ceilMode") && attributes.Flag("ceilMode");
        return new ImageWindows(
            images,
            new WindowAxis("rows", images[2], kernel.Rows, stride.First, padding.First, dilation.First, ceilMode),
            new WindowAxis("columns", images[3], kernel.Columns, stride.Second, padding.Second, dilation.Second, ceilMode));
    }

    /// <summary>The numbers of rows and columns, the last two, or one for both.</summary>
    public static (Dimension First, Dimension Second) Pair(Attributes attributes, string name, (Dimension, Dimension) absent = default)
    {
        if (!attributes.Has(name))
            return absent;
        var values = attributes.Dimensions(name);
        return (values[Math.Max(0, values.Count - 2)], values[values.Count - 1]);
    }

    /// <summary>Why something cannot be images; null where it can.</summary>
    public static Inference? CheckImages(OperatorCall call) => call.Inputs[0].Rank is 3 or 4
        ? null
        : Fails(call, $"needs images [batch, channels, height, width], but {call.Descriptions[0]} is {call.Inputs[0]}");

    /// <summary>What is known to be wrong with the windows; null where nothing is.</summary>
    public Inference? Check(OperatorCall call) => Check(call, call.Descriptions[0]);

    /// <summary>The same for images that the user knows by another name.</summary>
    public Inference? Check(OperatorCall call, string images) => Rows.Check(call, images) ?? Columns.Check(call, images);

    /// <summary>A diagnostic that begins with what the user calls the operation.</summary>
    public static Inference Fails(OperatorCall call, string problem) => Inference.Fails(DiagnosticIds.InvalidArgument, $"{call.Label} {problem}");

    /// <summary>The shape of a result with so many channels, with a batch where the source has one.</summary>
    public Shape Result(Shape source, Dimension channels) =>
        Shape.Of([.. source.Dimensions.Take(source.Rank - 3), channels, Rows.Count, Columns.Count]);

    /// <summary>The shape of a result in the order of memory.</summary>
    public Shape ResultInMemory(Dimension channels) => Shape.Of(Batch, Rows.Count, Columns.Count, channels);

    /// <summary>The shape of the images in the order of memory.</summary>
    public Shape ImagesInMemory => ChannelsLast.Of(Images);

    /// <summary>The shape of some images in the order of memory.</summary>
    public static Shape InMemory(Shape images) => ChannelsLast.Of(WithBatch(images));

    /// <summary>The images as kernels see them.</summary>
    public static Value ToMemory(InstructionContext context, Value images) => context.ToChannelsLast(context.Reshape(images, WithBatch(images.Shape)));

    /// <summary>What a kernel gives as the user sees it.</summary>
    public static Value FromMemory(InstructionContext context, Value images, Shape shape) => context.Reshape(context.FromChannelsLast(images), shape);

    private static Shape WithBatch(Shape images) => images.Rank == 4 ? images : Shape.Of([1, .. images.Dimensions]);
}
