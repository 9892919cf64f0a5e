namespace Workflow.Compiled.Kernels;

/// <summary>Between channels-last volumes and the images that their windows along the depth are: what lies one behind the other in a window becomes channels.</summary>
/// <remarks>The channels of an image are [group][plane of the window][channel of the group]. Threads share out planes of the result.</remarks>
public static unsafe class Volumes
{
    /// <summary>One image for each window.</summary>
    /// <param name="shape">The windows.</param>
    /// <param name="volumes">Batch x Depth x Pixels x Channels.</param>
    /// <param name="images">Batch x Windows x Pixels x (Kernel · Channels); must not overlap the volumes.</param>
    /// <exception cref="ArgumentException">A length is not that of the shape, or the spans overlap.</exception>
    public static void Gather(in DepthShape shape, ReadOnlySpan<float> volumes, Span<float> images)
    {
        Check(in shape, volumes.Length, images.Length, volumes.Overlaps(images));
        fixed (float* x = volumes, y = images)
            RangeKernel.Run(new DepthGather(in shape, x, y), shape.Batch * shape.Windows, (long)shape.ImagesLength * 2);
    }

    /// <summary>The gradient of the volumes: each place adds what the windows that see it give it.</summary>
    /// <param name="shape">The windows.</param>
    /// <param name="imageGradient">Batch x Windows x Pixels x (Kernel · Channels).</param>
    /// <param name="volumeGradient">Batch x Depth x Pixels x Channels, overwritten; must not overlap the other.</param>
    /// <exception cref="ArgumentException">A length is not that of the shape, or the spans overlap.</exception>
    public static void GatherGradient(in DepthShape shape, ReadOnlySpan<float> imageGradient, Span<float> volumeGradient)
    {
        Check(in shape, volumeGradient.Length, imageGradient.Length, imageGradient.Overlaps(volumeGradient));
        fixed (float* dy = imageGradient, dx = volumeGradient)
            RangeKernel.Run(new DepthGatherGradient(in shape, dy, dx), shape.Batch * shape.Depth, (long)shape.ImagesLength + shape.VolumesLength);
    }

    private static void Check(in DepthShape shape, int volumes, int images, bool overlap)
    {
        if (volumes != shape.VolumesLength)
            throw new ArgumentException($"The volumes have {shape.VolumesLength} values, but there are {volumes}.", nameof(volumes));
        if (images != shape.ImagesLength)
            throw new ArgumentException($"The images have {shape.ImagesLength} values, but there are {images}.", nameof(images));
        if (overlap)
            throw new ArgumentException("The result overlaps the operand.", nameof(overlap));
    }
}
