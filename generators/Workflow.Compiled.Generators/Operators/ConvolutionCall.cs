using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>A convolution as kernels see it: of images, and a weight [outChannels, inChannels / groups, kernel rows, kernel columns].</summary>
/// <param name="Windows">The windows over the images.</param>
/// <param name="Weight">The shape of the weight.</param>
/// <param name="Groups">Groups of channels that do not see each other.</param>
/// <param name="Padding">What comes beside the images before the windows slide over them.</param>
/// <param name="Depth">What makes images of volumes; null where there are images to begin with.</param>
internal sealed record ConvolutionCall(ImageWindows Windows, Shape Weight, Dimension Groups, ConvolutionPadding Padding, DepthWindows? Depth)
{
    private Geometry Geometry => new(
        "Conv2dShape",
        [
            new("batch", Windows.Batch),
            new("inChannels", Windows.Channels),
            new("height", Windows.Rows.Length),
            new("width", Windows.Columns.Length),
            new("outChannels", Weight[0]),
            new("kernelHeight", Weight[2]),
            new("kernelWidth", Weight[3]),
            .. Windows.Rows.Options("Height", defaultStride: 1),
            .. Windows.Columns.Options("Width", defaultStride: 1),
            .. Groups.Equals(1) ? [] : new NamedLength[] { new("groups", Groups) },
        ],
        []);

    private Shape ResultInMemory => Windows.ResultInMemory(Weight[0]);

    private Dimension MultiplyAdds => ResultInMemory.ElementCount * Weight[1] * Weight[2] * Weight[3];

    /// <summary>The convolution of some images, or volumes, with a weight [outChannels, inChannels / groups, ...] that has the lengths of the kernel.</summary>
    public static ConvolutionCall Of(Shape source, Shape weight, Attributes attributes)
    {
        var images = WithBatch(source, weight.Rank);
        var padding = ConvolutionPadding.Of(images.Rank, attributes, [.. weight.Dimensions.Skip(2)]);
        images = padding.Apply(images);
        var depth = weight.Rank == 5 ? DepthWindows.Of(images, weight, attributes, padding.Zeros[0]) : null;
        var (rows, columns) = (weight[weight.Rank - 2], weight[weight.Rank - 1]);
        var windows = ImageWindows.Of(depth?.Images ?? images, attributes, (rows, columns), (padding.Zeros[padding.Zeros.Count - 2], padding.Zeros[padding.Zeros.Count - 1]));
        return new ConvolutionCall(windows, depth?.Weight ?? weight, attributes.Dimension("groups"), padding, depth);
    }

    /// <summary>What is wrong with the images of a call; null where nothing is known to be.</summary>
    public Inference? Check(OperatorCall call)
    {
        var padded = Padding.Copied.Count > 0 ? $"the padded {call.Descriptions[0]}" : call.Descriptions[0];
        return Padding.Check(call, WithBatch(call.Inputs[0], Padding.Rank)) ?? Depth?.Planes.Check(call, padded) ?? Windows.Check(call, padded);
    }

    /// <summary>The shape of the result, with a batch where the source has one.</summary>
    public Shape Result(Shape source) => Shape.Of(
        [.. source.Dimensions.Take(source.Rank - Padding.Rank + 1), Weight[0], .. Depth is null ? [] : new[] { Depth.Planes.Count }, Windows.Rows.Count, Windows.Columns.Count]);

    /// <summary>The images of some images or volumes as kernels see them.</summary>
    public Value ToMemory(InstructionContext context, Value source)
    {
        var padded = Padding.Apply(context, InMemory(context, source));
        return Depth?.ToImages(context, padded) ?? padded;
    }

    /// <summary>The gradient of images or volumes from that of <see cref="ToMemory"/>.</summary>
    public Value SourceGradient(InstructionContext context, Value gradient, Shape source)
    {
        var padded = Depth?.Gradient(context, gradient) ?? gradient;
        return context.Reshape(context.FromChannelsLast(Padding.Gradient(context, padded, ChannelsLast.Of(WithBatch(source, Padding.Rank)))), source);
    }

    /// <summary>What has the shape of the result as kernels see it.</summary>
    public Value ResultToMemory(InstructionContext context, Value result)
    {
        var inMemory = InMemory(context, result);
        return Depth is null ? inMemory : context.Reshape(inMemory, ResultInMemory);
    }

    /// <summary>What kernels give as a result as the user sees it.</summary>
    public Value ResultFromMemory(InstructionContext context, Value result, Shape shape)
    {
        var inMemory = context.Reshape(result, ChannelsLast.Of(WithBatch(shape, Padding.Rank)));
        return context.Reshape(context.FromChannelsLast(inMemory), shape);
    }

    /// <summary>The weight slides over the images; each element of the result can be worked on before it is stored.</summary>
    public Value Slide(InstructionContext context, Value images, Value weight) => context.Window(Product("Forward"), "{0} ∗ {1}", ResultInMemory, images, weight);

    /// <summary>Each element of a result spreads the weight over the images, whose elements can be worked on before they are stored.</summary>
    public Value Spread(InstructionContext context, Value result, Value weight) => context.Window(Product("InputGradient"), "{0} ∗ᵀ {1}", Windows.ImagesInMemory, result, weight);

    /// <summary>The gradient of the weight.</summary>
    public Value WeightGradient(InstructionContext context, Value images, Value gradient) => context.Window(
        new Operation.Window("Convolution.WeightGradient", Geometry, MultiplyAdds, [], HasEpilogue: false), "{0} ⋆ {1}", Weight, images, gradient);

    /// <summary>A weight of PyTorch's order in the order in which kernels read it.</summary>
    public Value Pack(InstructionContext context, Value weight) =>
        context.Window(Conversion("Pack"), "{0}", Weight, Depth?.Fold(context, weight) ?? weight);

    /// <summary>The gradient of a weight of that shape from the gradient of <see cref="Pack"/>.</summary>
    public Value Unpack(InstructionContext context, Value gradient, Shape weight)
    {
        var unpacked = context.Window(Conversion("Unpack"), "{0}", Weight, gradient);
        return Depth?.Unfold(context, unpacked, weight) ?? unpacked;
    }

    private Operation.Window Conversion(string method) => new($"ConvolutionWeights.{method}", Geometry, 0, [], HasEpilogue: false);

    private Operation.Window Product(string method) => new($"Convolution.{method}", Geometry, MultiplyAdds, [], HasEpilogue: true);

    private Value InMemory(InstructionContext context, Value source) => context.ToChannelsLast(context.Reshape(source, WithBatch(source.Shape, Padding.Rank)));

    private static Shape WithBatch(Shape source, int rank) => source.Rank == rank ? source : Shape.Of([1, .. source.Dimensions]);
}
