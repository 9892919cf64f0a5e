namespace Workflow.Compiled.Kernels;

/// <summary>
/// Between channels-last images, batch x height x width x channels, and their windows written out, batch x windows x channels x kernel rows x kernel columns. Either is the other's
/// gradient. Threads share out rows of windows, or rows of images.
/// </summary>
/// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.Unfold.html"/>
public static unsafe class Patches
{
    /// <summary>The windows of images, one after the other; what lies in the padding is 0.</summary>
    /// <param name="shape">The windows: those of a convolution of the images. Its output channels mean nothing.</param>
    /// <param name="images">Batch x Height x Width x InChannels.</param>
    /// <param name="windows">Batch x OutHeight x OutWidth x InChannels x KernelHeight x KernelWidth; must not overlap the images.</param>
    /// <exception cref="ArgumentException">A length is not that of the geometry, or the windows overlap the images.</exception>
    public static void Unfold(in Conv2dShape shape, ReadOnlySpan<float> images, Span<float> windows)
    {
        Check(in shape, images.Length, windows.Length, images.Overlaps(windows));
        fixed (float* source = images, target = windows)
            RangeKernel.Run(new UnfoldRows(in shape, source, target), shape.Batch * shape.OutHeight, windows.Length * 2L);
    }

    /// <summary>Images whose pixels are the sums of all elements of windows that lie on them.</summary>
    /// <param name="shape">The windows: those of a convolution of the images. Its output channels mean nothing.</param>
    /// <param name="windows">Batch x OutHeight x OutWidth x InChannels x KernelHeight x KernelWidth.</param>
    /// <param name="images">Batch x Height x Width x InChannels, overwritten; must not overlap the windows.</param>
    /// <exception cref="ArgumentException">A length is not that of the geometry, or the images overlap the windows.</exception>
    public static void Fold(in Conv2dShape shape, ReadOnlySpan<float> windows, Span<float> images)
    {
        Check(in shape, images.Length, windows.Length, windows.Overlaps(images));
        fixed (float* source = windows, target = images)
            RangeKernel.Run(new FoldRows(in shape, source, target), shape.Batch * shape.Height, windows.Length * 2L);
    }

    private static void Check(in Conv2dShape shape, int images, int windows, bool overlap)
    {
        if (images != shape.InputLength)
            throw new ArgumentException($"The geometry's images have {shape.InputLength} values, but there are {images}.", nameof(images));
        var elements = (long)shape.Batch * shape.OutHeight * shape.OutWidth * shape.InChannels * shape.Taps;
        if (windows != elements)
            throw new ArgumentException($"The geometry's windows have {elements} values, but there are {windows}.", nameof(windows));
        if (overlap)
            throw new ArgumentException("The result overlaps the operand.", nameof(overlap));
    }
}
