namespace Workflow.Compiled.Kernels;

/// <summary>
/// The order in which kernels read the weight of a convolution, and conversion from and to PyTorch's (output channel, input channel of the group, kernel row, kernel column).
/// </summary>
/// <remarks>
/// Group by group, in panels of <see cref="PanelWidth"/> output channels: [group][panel][kernel row][kernel column][input channel][output channel of the panel]. The last
/// panel of a group is as narrow as what is left, so no value is added. A depthwise weight (<see cref="Conv2dShape.IsDepthwise"/>) is [kernel row][kernel column][channel].
/// </remarks>
public static class ConvolutionWeights
{
    /// <summary>Output channels of a panel.</summary>
    public const int PanelWidth = 32;

    /// <summary>Converts from PyTorch's order.</summary>
    /// <param name="shape">The convolution.</param>
    /// <param name="source">OutChannels x InChannels / Groups x KernelHeight x KernelWidth.</param>
    /// <param name="destination">As many values in the kernels' order; must not overlap the source.</param>
    /// <exception cref="ArgumentException">A length is not the weight's, or the spans overlap.</exception>
    public static void Pack(in Conv2dShape shape, ReadOnlySpan<float> source, Span<float> destination)
    {
        Check(in shape, source, destination);
        for (var (outChannel, at) = (0, 0); outChannel < shape.OutChannels; outChannel++)
        {
            for (var inChannel = 0; inChannel < shape.GroupInChannels; inChannel++)
            {
                for (var tap = 0; tap < shape.Taps; tap++)
                    destination[Index(in shape, outChannel, inChannel, tap)] = source[at++];
            }
        }
    }

    /// <summary>Converts to PyTorch's order.</summary>
    /// <param name="shape">The convolution.</param>
    /// <param name="source">Values in the kernels' order.</param>
    /// <param name="destination">OutChannels x InChannels / Groups x KernelHeight x KernelWidth; must not overlap the source.</param>
    /// <exception cref="ArgumentException">A length is not the weight's, or the spans overlap.</exception>
    public static void Unpack(in Conv2dShape shape, ReadOnlySpan<float> source, Span<float> destination)
    {
        Check(in shape, source, destination);
        for (var (outChannel, at) = (0, 0); outChannel < shape.OutChannels; outChannel++)
        {
            for (var inChannel = 0; inChannel < shape.GroupInChannels; inChannel++)
            {
                for (var tap = 0; tap < shape.Taps; tap++)
                    destination[at++] = source[Index(in shape, outChannel, inChannel, tap)];
            }
        }
    }

    /// <summary>Where a value lies in the kernels' order.</summary>
    /// <param name="shape">The convolution.</param>
    /// <param name="outChannel">The output channel, counted over all groups.</param>
    /// <param name="inChannel">The input channel, counted in its group.</param>
    /// <param name="tap">Kernel row times KernelWidth plus kernel column.</param>
    internal static int Index(in Conv2dShape shape, int outChannel, int inChannel, int tap)
    {
        if (shape.IsDepthwise)
            return (tap * shape.OutChannels) + outChannel;
        var (group, column) = Math.DivRem(outChannel, shape.GroupOutChannels);
        var panel = column / PanelWidth * PanelWidth;
        var width = Math.Min(PanelWidth, shape.GroupOutChannels - panel);
        var steps = shape.Taps * shape.GroupInChannels;
        var step = (tap * shape.GroupInChannels) + inChannel;
        return (((group * shape.GroupOutChannels) + panel) * steps) + (step * width) + column - panel;
    }

    private static void Check(in Conv2dShape shape, ReadOnlySpan<float> source, Span<float> destination)
    {
        if (source.Length != shape.WeightLength)
            throw new ArgumentException($"The weight has {shape.WeightLength} values, but the source {source.Length}.", nameof(source));
        if (destination.Length != shape.WeightLength)
            throw new ArgumentException($"The weight has {shape.WeightLength} values, but the destination {destination.Length}.", nameof(destination));
        if (source.Overlaps(destination))
            throw new ArgumentException("The destination overlaps the source.", nameof(destination));
    }
}
