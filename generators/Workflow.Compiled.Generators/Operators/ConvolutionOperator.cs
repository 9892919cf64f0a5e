using Workflow.Compiled.Generators.Diagnostics;
using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>
/// A weight that slides over images, or that each pixel spreads over the result. A layer's weight is stored in the order in which kernels read it; that of a
/// function, which may be any tensor, is brought into that order first.
/// </summary>
/// <param name="name">The operator's name.</param>
/// <param name="isTransposed">Whether it spreads: then its three passes are those of the convolution that would give its input from its result, in other roles.</param>
public abstract class ConvolutionOperator(string name, bool isTransposed) : Operator
{
    /// <summary>The name of a function's weight in the kernels' order, which goes from the forward to the backward pass.</summary>
    private const string Packed = "weight";

    /// <inheritdoc/>
    public sealed override string Name => name;

    /// <inheritdoc/>
    public sealed override IReadOnlyList<LayerParameter> Parameters(Attributes attributes)
    {
        if (!IsLayer(attributes))
            return [];
        var channels = ConvolutionChannels.OfLayer(attributes);
        var (first, second) = isTransposed ? (channels.In, channels.Out) : (channels.Out, channels.In);
        var (rows, columns) = ImageWindows.Pair(attributes, "kernelSize");
        var weight = new LayerParameter("Weight", Shape.Of(first, channels.OfGroup(second), rows, columns), ParameterLayout.Convolution);
        return Bias.Behind(weight, attributes, channels.Out);
    }

    /// <inheritdoc/>
    public sealed override Inference Infer(OperatorCall call)
    {
        var (source, weight) = (call.Inputs[0], call.Inputs[1]);
        if (ImageWindows.CheckImages(call) is { } noImages)
            return noImages;
        if (weight.Rank != 4)
        {
            var axes = isTransposed ? "inChannels, outChannels / groups" : "outChannels, inChannels / groups";
            return ImageWindows.Fails(call, $"needs a weight [{axes}, rows, columns], but {call.Descriptions[1]} is {weight}");
        }

        var channels = IsLayer(call.Attributes)
            ? ConvolutionChannels.OfLayer(call.Attributes)
            : ConvolutionChannels.OfWeight(weight, call.Attributes.Dimension("groups"), isTransposed);
        if (channels.Problem is { } problem)
            return ImageWindows.Fails(call, problem);
        var given = source[source.Rank - 3];
        var words = $"{call.Label} expects {channels.In} channels, but {call.Descriptions[0]} gives {given}";
        if (call.Require(given, channels.In, DiagnosticIds.FeatureMismatch, words) is { } mismatch)
            return mismatch.CuredBy(Cures(source, channels.In, given));
        if (call.Inputs.Count > 2 && !call.Inputs[2].Equals(Shape.Of(channels.Out)))
            return ImageWindows.Fails(call, $"needs a bias [{channels.Out}], but {call.Descriptions[2]} is {call.Inputs[2]}");
        return InferResult(call, channels);
    }

    /// <inheritdoc/>
    public sealed override Value Lower(LoweringContext context)
    {
        var (convolution, images, weight) = (Convolution(context), ImageWindows.ToMemory(context, context.Inputs[0]), context.Inputs[1]);
        if (!IsLayer(context.Attributes))
        {
            weight = context.Window(convolution.Conversion("Pack"), "{0}", weight.Shape, weight);
            context.Keep(Packed, weight);
        }

        var result = isTransposed ? convolution.Spread(context, images, weight) : convolution.Slide(context, images, weight);
        return ImageWindows.FromMemory(context, Bias.Add(context, result), context.Output.Shape);
    }

    /// <inheritdoc/>
    public sealed override void Differentiate(DerivativeContext context)
    {
        var (convolution, images, gradient) = (Convolution(context), ImageWindows.ToMemory(context, context.Inputs[0]), ImageWindows.ToMemory(context, context.OutputGradient));
        Bias.Differentiate(context, gradient);
        if (context.Needs(1))
        {
            var byWeight = isTransposed ? convolution.WeightGradient(context, gradient, images) : convolution.WeightGradient(context, images, gradient);
            context.Accumulate(1, IsLayer(context.Attributes) ? byWeight : context.Window(convolution.Conversion("Unpack"), "{0}", byWeight.Shape, byWeight));
        }

        if (context.Needs(0))
        {
            var weight = IsLayer(context.Attributes) ? context.Inputs[1] : context.Kept(Packed);
            var byImages = isTransposed ? convolution.Slide(context, gradient, weight) : convolution.Spread(context, gradient, weight);
            context.Accumulate(0, ImageWindows.FromMemory(context, byImages, context.Inputs[0].Shape));
        }
    }

    /// <summary>The shape of the result of operands that fit each other, or why there is none.</summary>
    private protected abstract Inference InferResult(OperatorCall call, ConvolutionChannels channels);

    private ConvolutionCall Convolution(InstructionContext context) =>
        ConvolutionCall.Of((isTransposed ? context.Output : context.Inputs[0]).Shape, context.Inputs[1].Shape, context.Attributes);

    /// <summary>Channels that are still last brought to their place; or the number of channels that there are.</summary>
    private static IEnumerable<Cure> Cures(Shape source, Dimension expected, Dimension channels)
    {
        if (source.Rank == 4 && source[3].Equals(expected))
            yield return new Cure.Call(0, "Permute", "0, 3, 1, 2");
        yield return new Cure.Argument("inChannels", channels);
    }

    private static bool IsLayer(Attributes attributes) => attributes.Has("inChannels");
}
