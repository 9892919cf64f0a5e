using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>A two-dimensional convolution: images, windows, and a weight [outChannels, inChannels / groups, kernel rows, kernel columns].</summary>
/// <param name="Windows">The windows over the images.</param>
/// <param name="Weight">The shape of the weight.</param>
/// <param name="Groups">Groups of channels that do not see each other.</param>
internal sealed record ConvolutionCall(ImageWindows Windows, Shape Weight, Dimension Groups)
{
    /// <summary>Channels of the result.</summary>
    public Dimension OutChannels => Weight[0];

    /// <summary>The shape of the result in the order of memory.</summary>
    public Shape Result => Windows.ResultInMemory(OutChannels);

    private Geometry Geometry => new(
        "Conv2dShape",
        [
            new("batch", Windows.Batch),
            new("inChannels", Windows.Channels),
            new("height", Windows.Rows.Length),
            new("width", Windows.Columns.Length),
            new("outChannels", OutChannels),
            new("kernelHeight", Weight[2]),
            new("kernelWidth", Weight[3]),
            .. Windows.Rows.Options("Height", defaultStride: 1),
            .. Windows.Columns.Options("Width", defaultStride: 1),
            .. Groups.Equals(1) ? [] : new NamedLength[] { new("groups", Groups) },
        ],
        []);

    /// <summary>The convolution of some images with a weight that is in the shape [outChannels, inChannels / groups, rows, columns].</summary>
    public static ConvolutionCall Of(Shape images, Shape weight, Attributes attributes) => new(
        ImageWindows.Of(images, attributes, (weight[2], weight[3])),
        weight,
        attributes.Dimension("groups"));

    /// <summary>The weight slides over the images; each element of the result can be worked on before it is stored.</summary>
    public Value Slide(InstructionContext context, Value images, Value weight) => context.Window(Product("Forward"), "{0} ∗ {1}", Result, images, weight);

    /// <summary>Each element of a result spreads the weight over the images, whose elements can be worked on before they are stored.</summary>
    public Value Spread(InstructionContext context, Value result, Value weight) => context.Window(Product("InputGradient"), "{0} ∗ᵀ {1}", Windows.ImagesInMemory, result, weight);

    /// <summary>The gradient of the weight.</summary>
    public Value WeightGradient(InstructionContext context, Value images, Value gradient) => context.Window(
        new Operation.Window("Convolution.WeightGradient", Geometry, MultiplyAdds, [], HasEpilogue: false), "{0} ⋆ {1}", Weight, images, gradient);

    /// <summary>A conversion between PyTorch's order of the weight and the kernels'.</summary>
    public Operation.Window Conversion(string method) => new($"ConvolutionWeights.{method}", Geometry, 0, [], HasEpilogue: false);

    private Operation.Window Product(string method) => new($"Convolution.{method}", Geometry, MultiplyAdds, [], HasEpilogue: true);

    private Dimension MultiplyAdds => Result.ElementCount * Weight[1] * Weight[2] * Weight[3];
}
