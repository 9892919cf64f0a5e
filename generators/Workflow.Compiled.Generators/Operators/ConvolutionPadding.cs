using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>What lies beside the images of a convolution: zeros, which its kernels add themselves where both sides get as many, and else copies of pixels.</summary>
/// <param name="Copied">The axes that are made longer before the kernels run, numbered as the user sees them.</param>
/// <param name="Zeros">For each axis behind the channels, the zeros that kernels take to lie on both sides.</param>
internal sealed record ConvolutionPadding(IReadOnlyList<PaddedAxis> Copied, IReadOnlyList<Dimension> Zeros)
{
    private const string Zero = "Constant";

    /// <summary>The number of axes of the images, with the batch.</summary>
    public int Rank => Zeros.Count + 2;

    /// <summary>The padding that attributes describe.</summary>
    /// <param name="rank">The number of axes with the batch.</param>
    /// <param name="attributes">The attributes.</param>
    /// <param name="kernel">The lengths of the kernel.</param>
    public static ConvolutionPadding Of(int rank, Attributes attributes, IReadOnlyList<Dimension> kernel)
    {
        var mode = attributes.Has("paddingMode") ? attributes.Choice("paddingMode") : Zero;
        var sides = Sides(attributes, kernel).ToArray();
        return mode == Zero
            ? new([.. Axes(rank, mode, sides.Select(side => (0, (int)(side.After - side.Before).ConstantValue)))], [.. sides.Select(side => side.Before)])
            : new([.. Axes(rank, mode, sides.Select(side => ((int)side.Before.ConstantValue, (int)side.After.ConstantValue)))], [.. sides.Select(_ => (Dimension)0)]);
    }

    /// <summary>What is wrong for some images; null where nothing is known to be.</summary>
    public Inference? Check(OperatorCall call, Shape images)
    {
        if (IsSame(call.Attributes) && call.Attributes.Dimensions("stride").FirstOrDefault(stride => !stride.Equals(1)) is { } stride)
            return ImageWindows.Fails(call, $"has the padding Same, which needs a stride of 1, but has {stride}");
        return Copied.Select(axis => axis.Check(call, images)).FirstOrDefault(failure => failure is not null);
    }

    /// <summary>The shape of images with what is copied.</summary>
    public Shape Apply(Shape images) => Shape.Of([.. images.Dimensions.Select((length, axis) => Copied.FirstOrDefault(padded => padded.Axis == axis)?.LengthOf(images) ?? length)]);

    /// <summary>Images in the order of memory with what is copied.</summary>
    public Value Apply(InstructionContext context, Value images) => InMemory(images.Shape).Aggregate(images, (value, axis) => axis.Apply(context, value));

    /// <summary>The gradient of images, of that shape in the order of memory, from that of the padded ones.</summary>
    public Value Gradient(InstructionContext context, Value gradient, Shape images)
    {
        foreach (var axis in InMemory(images).Reverse())
        {
            var shape = Shape.Of([.. gradient.Shape.Dimensions.Select((length, i) => i == axis.Axis ? images[i] : length)]);
            gradient = axis.Gradient(context, gradient, shape);
        }

        return gradient;
    }

    private IEnumerable<PaddedAxis> InMemory(Shape images) => Copied.Select(axis => axis with { Axis = ChannelsLast.PlaceOf(axis.Axis, images.Rank) });

    private static IEnumerable<PaddedAxis> Axes(int rank, string mode, IEnumerable<(int Before, int After)> sides) => sides
        .Select((side, i) => new PaddedAxis(rank - sides.Count() + i, side.Before, side.After, mode, 0))
        .Where(axis => !axis.Before.Equals(0) || !axis.After.Equals(0));

    /// <summary>As much as windows reach beyond the images where they are to be as many as pixels; of an odd number, the end gets one more.</summary>
    private static IEnumerable<(Dimension Before, Dimension After)> Sides(Attributes attributes, IReadOnlyList<Dimension> kernel)
    {
        for (var axis = 0; axis < kernel.Count; axis++)
        {
            if (attributes.IsChoice("padding"))
            {
                var total = IsSame(attributes) ? At(attributes, "dilation", axis) * (kernel[axis] - 1) : 0;
                var before = Dimension.FloorDivide(total, 2);
                yield return (before, total - before);
            }
            else
            {
                var padding = At(attributes, "padding", axis);
                yield return (padding, padding);
            }
        }
    }

    private static Dimension At(Attributes attributes, string name, int axis) => attributes.Dimensions(name) is var values && values.Count == 1 ? values[0] : values[axis];

    private static bool IsSame(Attributes attributes) => attributes.IsChoice("padding") && attributes.Choice("padding") == "Same";
}
