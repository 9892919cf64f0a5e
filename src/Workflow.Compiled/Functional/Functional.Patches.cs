using Workflow.Compiled.Kernels;

namespace Workflow.Compiled;

/// <content>Between images and their patches.</content>
public static partial class Functional
{
    /// <summary>The windows of images as columns.</summary>
    /// <inheritdoc cref="Unfold(Tensor, ValueTuple{int, int}, ValueTuple{int, int}?, ValueTuple{int, int}?, ValueTuple{int, int}?)"/>
    [Operator("Unfold")]
    public static Tensor Unfold(Tensor input, int kernelSize, int dilation = 1, int padding = 0, int stride = 1) =>
        Unfold(input, (kernelSize, kernelSize), (dilation, dilation), (padding, padding), (stride, stride));

    /// <summary>The windows of images as columns.</summary>
    /// <param name="input">Images, of shape [batch, channels, height, width], or one without the batch.</param>
    /// <param name="kernelSize">Rows and columns of a window.</param>
    /// <param name="dilation">Rows and columns from one element of a window to the next; null for 1.</param>
    /// <param name="padding">Rows and columns of zeros on each side; null for 0.</param>
    /// <param name="stride">Rows and columns from one window to the next; null for 1.</param>
    /// <returns>A tensor of shape [batch, channels · kernel rows · kernel columns, windows].</returns>
    /// <exception cref="ArgumentException">A window is larger than the padded image.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.Unfold.html"/>
    [Operator("Unfold")]
    public static Tensor Unfold(
        Tensor input,
        (int Height, int Width) kernelSize,
        (int Height, int Width)? dilation = null,
        (int Height, int Width)? padding = null,
        (int Height, int Width)? stride = null)
    {
        ArgumentNullException.ThrowIfNull(input);
        var images = Images(input);
        var windows = Windows(images.Shape, kernelSize, dilation, padding, stride);
        var result = new Tensor([images.Shape[0], images.Shape[1] * windows.KernelHeight * windows.KernelWidth, windows.OutHeight * windows.OutWidth]);
        for (var i = 0; i < result.Shape.ElementCount; i++)
            result.Span[i] = PixelOf(in windows, i) is >= 0 and var pixel ? images.Span[pixel] : 0;
        return Unbatched(result, input);
    }

    /// <summary>Images whose pixels are the sums of all elements of windows that lie on them.</summary>
    /// <inheritdoc cref="Fold(Tensor, ValueTuple{int, int}, ValueTuple{int, int}, ValueTuple{int, int}?, ValueTuple{int, int}?, ValueTuple{int, int}?)"/>
    [Operator("Fold")]
    public static Tensor Fold(Tensor input, (int Height, int Width) outputSize, int kernelSize, int dilation = 1, int padding = 0, int stride = 1) =>
        Fold(input, outputSize, (kernelSize, kernelSize), (dilation, dilation), (padding, padding), (stride, stride));

    /// <summary>Images whose pixels are the sums of all elements of windows that lie on them.</summary>
    /// <param name="input">Windows as columns, of shape [batch, channels · kernel rows · kernel columns, windows], or without the batch.</param>
    /// <param name="outputSize">Height and width of the images.</param>
    /// <param name="kernelSize">Rows and columns of a window.</param>
    /// <param name="dilation">Rows and columns from one element of a window to the next; null for 1.</param>
    /// <param name="padding">Rows and columns beside the image that windows reach into; null for 0.</param>
    /// <param name="stride">Rows and columns from one window to the next; null for 1.</param>
    /// <returns>A tensor of shape [batch, channels, height, width].</returns>
    /// <exception cref="ArgumentException">The input has another number of windows than images of that size.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.Fold.html"/>
    [Operator("Fold")]
    public static Tensor Fold(
        Tensor input,
        (int Height, int Width) outputSize,
        (int Height, int Width) kernelSize,
        (int Height, int Width)? dilation = null,
        (int Height, int Width)? padding = null,
        (int Height, int Width)? stride = null)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.Shape.Rank is not (2 or 3))
            throw new ArgumentException($"input must be [batch, channels · kernel rows · kernel columns, windows] but is {input.Shape}", nameof(input));
        ArgumentOutOfRangeException.ThrowIfLessThan(kernelSize.Height, 1, nameof(kernelSize));
        ArgumentOutOfRangeException.ThrowIfLessThan(kernelSize.Width, 1, nameof(kernelSize));
        var (batch, elements) = (input.Shape.Rank == 3 ? input.Shape[0] : 1, kernelSize.Height * kernelSize.Width);
        if (input.Shape[^2] % elements != 0)
            throw new ArgumentException($"windows of {kernelSize.Height} x {kernelSize.Width} do not divide the {input.Shape[^2]} rows of {input.Shape}", nameof(kernelSize));
        var images = new Shape(batch, input.Shape[^2] / elements, outputSize.Height, outputSize.Width);
        var windows = Windows(images, kernelSize, dilation, padding, stride);
        if (windows.OutHeight * windows.OutWidth != input.Shape[^1])
            throw new ArgumentException($"images {images} have {windows.OutHeight * windows.OutWidth} windows, but the input is {input.Shape}", nameof(input));
        var sums = new double[images.ElementCount];
        for (var i = 0; i < input.Shape.ElementCount; i++)
        {
            if (PixelOf(in windows, i) is >= 0 and var pixel)
                sums[pixel] += input.Span[i];
        }

        return Unbatched(new Tensor([.. sums.Select(sum => (float)sum)], images), input, 3);
    }

    private static Conv2dShape Windows(
        Shape images, (int Height, int Width) kernel, (int Height, int Width)? dilation, (int Height, int Width)? padding, (int Height, int Width)? stride)
    {
        var (step, sides, gap) = (stride ?? (1, 1), padding ?? (0, 0), dilation ?? (1, 1));
        return new Conv2dShape(
            images[0],
            images[1],
            images[2],
            images[3],
            images[1],
            kernel.Height,
            kernel.Width,
            step.Item1,
            step.Item2,
            sides.Item1,
            sides.Item2,
            gap.Item1,
            gap.Item2,
            groups: images[1]);
    }

    /// <summary>The pixel of an element of the unfolded images; -1 for one of the padding.</summary>
    private static int PixelOf(in Conv2dShape windows, int element)
    {
        var (rest, outX) = Math.DivRem(element, windows.OutWidth);
        (rest, var outY) = Math.DivRem(rest, windows.OutHeight);
        (rest, var kernelX) = Math.DivRem(rest, windows.KernelWidth);
        (rest, var kernelY) = Math.DivRem(rest, windows.KernelHeight);
        var y = outY * windows.StrideHeight - windows.PaddingHeight + kernelY * windows.DilationHeight;
        var x = outX * windows.StrideWidth - windows.PaddingWidth + kernelX * windows.DilationWidth;
        return y < 0 || y >= windows.Height || x < 0 || x >= windows.Width ? -1 : (rest * windows.Height + y) * windows.Width + x;
    }
}
