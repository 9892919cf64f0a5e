using Workflow.Compiled.Generators.Diagnostics;
using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>
/// A weight that slides over images, or that each pixel spreads over the result. A layer's weight is stored in the order in which kernels read it; that of a
/// function, which may be any tensor, is brought into that order first.
/// </summary>
/// <param name="name">The operator's name.</param>
/// <param name="axes">The axes behind the channels: 2 for images, 3 for volumes.</param>
/// <param name="isTransposed">Whether it spreads: then its three passes are those of the convolution that would give its input from its result, in other roles.</param>
public abstract class ConvolutionOperator(string name, int axes, bool isTransposed) : Operator
{
    /// <summary>The name of a function's weight in the kernels' order, which goes from the forward to the backward pass.</summary>
    private const string Packed = "weight";

    /// <summary>The name of what its windows slide over, which goes the same way.</summary>
    private const string Images = "images";

    /// <inheritdoc/>
    public sealed override string Name => name;

    /// <inheritdoc/>
    public sealed override bool IsOnImages => true;

    /// <inheritdoc/>
    public sealed override IReadOnlyList<LayerParameter> Parameters(Attributes attributes)
    {
        if (!IsLayer(attributes))
            return [];
        var channels = ConvolutionChannels.OfLayer(attributes);
        var (first, second) = isTransposed ? (channels.In, channels.Out) : (channels.Out, channels.In);
        var kernel = attributes.Dimensions("kernelSize");
        var lengths = Enumerable.Range(0, axes).Select(axis => kernel[kernel.Count == 1 ? 0 : axis]);
        var weight = new LayerParameter("Weight", Shape.Of([first, channels.OfGroup(second), .. lengths]), ParameterLayout.Convolution);
        return Bias.Behind(weight, attributes, channels.Out);
    }

    /// <inheritdoc/>
    public sealed override Inference Infer(OperatorCall call)
    {
        var (source, weight) = (call.Inputs[0], call.Inputs[1]);
        if (source.Rank != axes + 1 && source.Rank != axes + 2)
            return ImageWindows.Fails(call, $"needs {(axes == 2 ? "images [batch, channels" : "volumes [batch, channels, depth")}, height, width], but {call.Descriptions[0]} is {source}");
        if (weight.Rank != axes + 2)
        {
            var order = isTransposed ? "inChannels, outChannels / groups" : "outChannels, inChannels / groups";
            return ImageWindows.Fails(call, $"needs a weight [{order}, {(axes == 2 ? "" : "planes, ")}rows, columns], but {call.Descriptions[1]} is {weight}");
        }

        var channels = IsLayer(call.Attributes)
            ? ConvolutionChannels.OfLayer(call.Attributes)
            : ConvolutionChannels.OfWeight(weight, call.Attributes.Dimension("groups"), isTransposed);
        if (channels.Check(call) is { } failure)
            return failure;
        var given = source[source.Rank - axes - 1];
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
        var (convolution, weight) = (Convolution(context), context.Inputs[1]);
        if (IsLayer(context.Attributes))
        {
            weight = context.Reshape(weight, convolution.Weight);
        }
        else
        {
            weight = convolution.Pack(context, weight);
            context.Keep(Packed, weight);
        }

        if (isTransposed)
        {
            var spread = convolution.Spread(context, convolution.ResultToMemory(context, context.Inputs[0]), weight);
            return convolution.ResultFromMemory(context, Bias.Add(context, spread), context.Output.Shape);
        }

        var images = convolution.ToMemory(context, context.Inputs[0]);
        context.Keep(Images, images);
        return convolution.ResultFromMemory(context, Bias.Add(context, convolution.Slide(context, images, weight)), context.Output.Shape);
    }

    /// <inheritdoc/>
    public sealed override void Differentiate(DerivativeContext context)
    {
        var (convolution, weight) = (Convolution(context), context.Inputs[1]);
        var isLayer = IsLayer(context.Attributes);
        var gradient = convolution.ResultToMemory(context, context.OutputGradient);
        Bias.Differentiate(context, gradient);
        if (context.Needs(1))
        {
            var byWeight = isTransposed
                ? convolution.WeightGradient(context, gradient, convolution.ResultToMemory(context, context.Inputs[0]))
                : convolution.WeightGradient(context, context.Kept(Images), gradient);
            context.Accumulate(1, isLayer ? context.Reshape(byWeight, weight.Shape) : convolution.Unpack(context, byWeight, weight.Shape));
        }

        if (!context.Needs(0))
            return;
        var packed = isLayer ? context.Reshape(weight, convolution.Weight) : context.Kept(Packed);
        var source = context.Inputs[0].Shape;
        context.Accumulate(0, isTransposed
            ? convolution.ResultFromMemory(context, convolution.Slide(context, gradient, packed), source)
            : convolution.SourceGradient(context, convolution.Spread(context, gradient, packed), source));
    }

    /// <summary>The shape of the result of operands that fit each other, or why there is none.</summary>
    private protected abstract Inference InferResult(OperatorCall call, ConvolutionChannels channels);

    private ConvolutionCall Convolution(InstructionContext context) =>
        ConvolutionCall.Of((isTransposed ? context.Output : context.Inputs[0]).Shape, context.Inputs[1].Shape, context.Attributes);

    /// <summary>Channels that are still last brought to their place; or the number of channels that there are.</summary>
    private IEnumerable<Cure> Cures(Shape source, Dimension expected, Dimension channels)
    {
        if (source.Rank == axes + 2 && source[axes + 1].Equals(expected))
            yield return new Cure.Call(0, "Permute", string.Join(", ", ChannelsLast.Inverse(axes + 2)));
        yield return new Cure.Argument("inChannels", channels);
    }

    private static bool IsLayer(Attributes attributes) => attributes.Has("inChannels");
}
