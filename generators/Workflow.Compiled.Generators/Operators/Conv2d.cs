using Workflow.Compiled.Generators.Diagnostics;
using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>
/// A kernel that slides over images. A layer's weight is stored in the order in which kernels read it; that of a function, which may be any tensor,
/// is brought into that order first.
/// </summary>
internal sealed class Conv2d : Operator
{
    private static readonly PointwiseRule AddBias = new("{product} + {bias}", "{product} + {bias}");

    public override string Name => "Conv2d";

    public override IReadOnlyList<LayerParameter> Parameters(Attributes attributes)
    {
        if (!IsLayer(attributes))
            return [];
        var (inputs, outputs, groups) = (attributes.Dimension("inChannels"), attributes.Dimension("outChannels"), attributes.Dimension("groups"));
        var (rows, columns) = ImageWindows.Pair(attributes, "kernelSize");
        var weight = new LayerParameter("Weight", Shape.Of(outputs, Divided(inputs, groups), rows, columns), ParameterLayout.Convolution);
        return attributes.Flag("bias") ? [weight, new LayerParameter("Bias", Shape.Of(outputs))] : [weight];
    }

    public override Inference Infer(OperatorCall call)
    {
        var (source, weight) = (call.Inputs[0], call.Inputs[1]);
        if (ImageWindows.CheckImages(call) is { } noImages)
            return noImages;
        if (weight.Rank != 4)
            return ImageWindows.Fails(call, $"needs a weight [outChannels, inChannels / groups, rows, columns], but {call.Descriptions[1]} is {weight}");
        var groups = call.Attributes.Dimension("groups");
        if (groups is { IsConstant: true, ConstantValue: < 1 })
            return ImageWindows.Fails(call, $"has {groups} groups of channels, but there is at least 1");
        var inChannels = IsLayer(call.Attributes) ? call.Attributes.Dimension("inChannels") : weight[1] * groups;
        foreach (var channels in new[] { inChannels, weight[0] })
        {
            if (Dimension.Compare(channels, 1) == Comparison.ProvenDifferent && channels is { IsConstant: true, ConstantValue: < 1 })
                return ImageWindows.Fails(call, $"has {channels} channels, but there is at least 1");
            if (!Dimension.Modulo(channels, groups).Equals(0))
                return ImageWindows.Fails(call, $"has {groups} groups, but they do not divide {channels} channels");
        }

        var convolution = ConvolutionCall.Of(source, weight, call.Attributes);
        var words = $"{call.Label} expects {inChannels} channels, but {call.Descriptions[0]} gives {convolution.Windows.Channels}";
        if (call.Require(convolution.Windows.Channels, inChannels, DiagnosticIds.FeatureMismatch, words) is { } mismatch)
            return mismatch.CuredBy(Cures(source, inChannels, convolution.Windows.Channels));

        if (call.Inputs.Count > 2 && !call.Inputs[2].Equals(Shape.Of(weight[0])))
            return ImageWindows.Fails(call, $"needs a bias [{weight[0]}], but {call.Descriptions[2]} is {call.Inputs[2]}");
        return convolution.Windows.Check(call) ?? Inference.Of(convolution.Windows.Result(source, weight[0]));
    }

    /// <summary>Channels that are still last brought to their place; or the number of channels that there are.</summary>
    private static IEnumerable<Cure> Cures(Shape source, Dimension expected, Dimension channels)
    {
        if (source.Rank == 4 && source[3].Equals(expected))
            yield return new Cure.Call(0, "Permute", "0, 3, 1, 2");
        yield return new Cure.Argument("inChannels", channels);
    }

    public override Value Lower(LoweringContext context)
    {
        var (images, weight, convolution) = Read(context);
        if (!IsLayer(context.Attributes))
        {
            weight = context.Window(convolution.Conversion("Pack"), "{0}", weight.Shape, weight);
            context.Keep("weight", weight);
        }

        var result = context.Window(convolution.Product("Forward"), "{0} ∗ {1}", convolution.Result, images, weight);
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
        {
            var byWeight = context.Window(convolution.WeightGradient, "{0} ⋆ {1}", weight.Shape, images, gradient);
            context.Accumulate(1, IsLayer(context.Attributes) ? byWeight : context.Window(convolution.Conversion("Unpack"), "{0}", weight.Shape, byWeight));
        }

        if (context.Needs(0))
        {
            var packed = IsLayer(context.Attributes) ? weight : context.Kept("weight");
            var byImages = context.Window(convolution.Product("InputGradient"), "{0} ∗ flipped {1}", convolution.Windows.ImagesInMemory, gradient, packed);
            context.Accumulate(0, ImageWindows.FromMemory(context, byImages, context.Inputs[0].Shape));
        }
    }

    private static (Value Images, Value Weight, ConvolutionCall Convolution) Read(InstructionContext context)
    {
        var (source, weight) = (context.Inputs[0], context.Inputs[1]);
        return (ImageWindows.ToMemory(context, source), weight, ConvolutionCall.Of(source.Shape, weight.Shape, context.Attributes));
    }

    private static bool IsLayer(Attributes attributes) => attributes.Has("inChannels");

    /// <summary>What is wrong with the groups is found by the shape rule.</summary>
    private static Dimension Divided(Dimension channels, Dimension groups) => groups.Equals(0) ? channels : Dimension.FloorDivide(channels, groups);
}
