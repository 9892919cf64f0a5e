using Workflow.Compiled.Generators.Diagnostics;
using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>
/// The gradient of a convolution as a layer: each pixel spreads a kernel over the result. Its three passes are those of the convolution that would give its
/// input from its result, in other roles.
/// </summary>
internal sealed class ConvTranspose2d : Operator
{
    private static readonly PointwiseRule AddBias = new("{product} + {bias}", "{product} + {bias}");

    public override string Name => "ConvTranspose2d";

    public override IReadOnlyList<LayerParameter> Parameters(Attributes attributes)
    {
        var (inputs, outputs, groups) = (attributes.Dimension("inChannels"), attributes.Dimension("outChannels"), attributes.Dimension("groups"));
        var (rows, columns) = ImageWindows.Pair(attributes, "kernelSize");
        var weight = new LayerParameter("Weight", Shape.Of(inputs, groups.Equals(0) ? outputs : Dimension.FloorDivide(outputs, groups), rows, columns), ParameterLayout.Convolution);
        return attributes.Flag("bias") ? [weight, new LayerParameter("Bias", Shape.Of(outputs))] : [weight];
    }

    public override Inference Infer(OperatorCall call)
    {
        if (ImageWindows.CheckImages(call) is { } noImages)
            return noImages;
        var (source, attributes) = (call.Inputs[0], call.Attributes);
        var (inputs, outputs, groups) = (attributes.Dimension("inChannels"), attributes.Dimension("outChannels"), attributes.Dimension("groups"));
        if (groups is { IsConstant: true, ConstantValue: < 1 })
            return ImageWindows.Fails(call, $"has {groups} groups of channels, but there is at least 1");
        if (!Dimension.Modulo(inputs, groups).Equals(0) || !Dimension.Modulo(outputs, groups).Equals(0))
            return ImageWindows.Fails(call, $"has {groups} groups, but they do not divide {inputs} and {outputs} channels");
        if (Dimension.Compare(source[source.Rank - 3], inputs) != Comparison.ProvenEqual)
        {
            return Inference.Fails(DiagnosticIds.FeatureMismatch, $"{call.Label} expects {inputs} channels, but {call.Descriptions[0]} gives {source[source.Rank - 3]}")
                .CuredBy(new Cure.Argument("inChannels", source[source.Rank - 3]));
        }

        var result = Result(source, call.Inputs[1], attributes);
        var windows = ImageWindows.Of(result, attributes, (call.Inputs[1][2], call.Inputs[1][3]));
        if (windows.Check(call with { Descriptions = ["its result"] }) is { } failure)
            return failure;
        return windows.Rows.Count.Equals(source[source.Rank - 2]) && windows.Columns.Count.Equals(source[source.Rank - 1])
            ? Inference.Of(result)
            : ImageWindows.Fails(call, "has an output padding that is not less than its stride");
    }

    public override Value Lower(LoweringContext context)
    {
        var (images, weight, convolution) = Read(context);
        var result = context.Window(convolution.Product("InputGradient"), "{0} ∗ᵀ {1}", convolution.Windows.ImagesInMemory, images, weight);
        if (context.Inputs.Count > 2)
            result = context.Pointwise(AddBias, result.Shape, [("product", result), ("bias", context.Inputs[2])]);
        return ImageWindows.FromMemory(context, result, context.Output.Shape);
    }

    public override void Differentiate(DerivativeContext context)
    {
        var (images, weight, convolution) = Read(context);
        var gradient = ImageWindows.ToMemory(context, context.OutputGradient);
        if (context.Needs(2))
            context.Accumulate(2, context.Reduce("Sum", gradient, [0, 1, 2]));
        if (context.Needs(1))
            context.Accumulate(1, context.Window(convolution.WeightGradient, "{1} ⋆ {0}", weight.Shape, gradient, images));
        if (context.Needs(0))
        {
            var byImages = context.Window(convolution.Product("Forward"), "{0} ∗ {1}", convolution.Result, gradient, weight);
            context.Accumulate(0, ImageWindows.FromMemory(context, byImages, context.Inputs[0].Shape));
        }
    }

    /// <summary>The convolution whose images are the result.</summary>
    private static (Value Images, Value Weight, ConvolutionCall Convolution) Read(InstructionContext context) => (
        ImageWindows.ToMemory(context, context.Inputs[0]),
        context.Inputs[1],
        ConvolutionCall.Of(context.Output.Shape, context.Inputs[1].Shape, context.Attributes));

    private static Shape Result(Shape source, Shape weight, Attributes attributes)
    {
        var (stride, padding, dilation) = (ImageWindows.Pair(attributes, "stride"), ImageWindows.Pair(attributes, "padding"), ImageWindows.Pair(attributes, "dilation"));
        var more = ImageWindows.Pair(attributes, "outputPadding");
        return Shape.Of(
        [
            .. source.Dimensions.Take(source.Rank - 3),
            attributes.Dimension("outChannels"),
            Length(source[source.Rank - 2], weight[2], stride.First, padding.First, dilation.First, more.First),
            Length(source[source.Rank - 1], weight[3], stride.Second, padding.Second, dilation.Second, more.Second),
        ]);
    }

    private static Dimension Length(Dimension length, Dimension kernel, Dimension stride, Dimension padding, Dimension dilation, Dimension more) =>
        ((length - 1) * stride) - (padding * 2) + (dilation * (kernel - 1)) + more + 1;
}
