using Workflow.Compiled.Kernels;

namespace Workflow.Compiled;

/// <content>Convolutions.</content>
public static partial class Functional
{
    /// <inheritdoc cref="Conv2d(Tensor, Tensor, Tensor?, ValueTuple{int, int}, ValueTuple{int, int}, ValueTuple{int, int}, int)"/>
    [Operator("Conv2d")]
    public static Tensor Conv2d(Tensor input, Tensor weight, Tensor? bias = null, int stride = 1, int padding = 0, int dilation = 1, int groups = 1) =>
        Conv2d(input, weight, bias, (stride, stride), (padding, padding), (dilation, dilation), groups);

    /// <summary>Slides a kernel over images, with a padding that follows from it; as in PyTorch the kernel is not flipped.</summary>
    /// <param name="input">Images, of shape [batch, inChannels, height, width], or one without the batch.</param>
    /// <param name="weight">The kernel, of shape [outChannels, inChannels / groups, kernelHeight, kernelWidth].</param>
    /// <param name="bias">What is added to each output channel, of shape [outChannels]; null for none.</param>
    /// <param name="padding">Zeros on the sides.</param>
    /// <param name="stride">Input rows and columns from one output row or column to the next.</param>
    /// <param name="dilation">Input rows and columns from one of the kernel to the next.</param>
    /// <param name="groups">Groups of channels that do not see each other.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, the groups do not divide the channels, the kernel is larger than the image, or the padding is <see cref="Padding.Same"/> and the stride is not 1.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.functional.conv2d.html"/>
    [Operator("Conv2d")]
    public static Tensor Conv2d(Tensor input, Tensor weight, Tensor? bias, Padding padding, int stride = 1, int dilation = 1, int groups = 1)
    {
        ArgumentNullException.ThrowIfNull(input);
        RequireWeight(weight, 4);
        var sides = Sides.Of(padding, [stride, stride], [weight.Shape[2], weight.Shape[3]], [dilation, dilation]);
        return Conv2d(Pad(input, sides), weight, bias, stride, padding: 0, dilation, groups);
    }

    /// <summary>Slides a kernel over images; as in PyTorch the kernel is not flipped.</summary>
    /// <remarks>The layer <see cref="Workflow.Compiled.Conv2d"/> keeps its weight as compiled code reads it; a weight that is given here is brought into that order in every pass.</remarks>
    /// <param name="input">Images, of shape [batch, inChannels, height, width], or one without the batch.</param>
    /// <param name="weight">The kernel, of shape [outChannels, inChannels / groups, kernelHeight, kernelWidth].</param>
    /// <param name="bias">What is added to each output channel, of shape [outChannels]; null for none.</param>
    /// <param name="stride">Input rows and columns from one output row or column to the next.</param>
    /// <param name="padding">Rows and columns of zeros on each side.</param>
    /// <param name="dilation">Input rows and columns from one of the kernel to the next.</param>
    /// <param name="groups">Groups of channels that do not see each other.</param>
    /// <returns>A tensor of shape [batch, outChannels, (height + 2 · padding − dilation · (kernelHeight − 1) − 1) / stride + 1, likewise the width].</returns>
    /// <exception cref="ArgumentException">The shapes do not fit, the groups do not divide the channels, or the kernel is larger than the padded image.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.functional.conv2d.html"/>
    [Operator("Conv2d")]
    public static Tensor Conv2d(
        Tensor input,
        Tensor weight,
        Tensor? bias,
        (int Height, int Width) stride,
        (int Height, int Width) padding,
        (int Height, int Width) dilation,
        int groups = 1)
    {
        ArgumentNullException.ThrowIfNull(input);
        RequireWeight(weight, 4);
        var images = Images(input);
        ArgumentOutOfRangeException.ThrowIfLessThan(groups, 1);
        if ((long)weight.Shape[1] * groups != images.Shape[1])
            throw new ArgumentException($"weight {weight.Shape} with {groups} groups asks for {(long)weight.Shape[1] * groups} channels, but the input is {input.Shape}", nameof(input));
        if (bias is not null && bias.Shape != [weight.Shape[0]])
            throw new ArgumentException($"bias must be [{weight.Shape[0]}] but is {bias.Shape}", nameof(bias));

        var shape = new Conv2dShape(
            images.Shape[0], images.Shape[1], images.Shape[2], images.Shape[3], weight.Shape[0], weight.Shape[2], weight.Shape[3],
            stride.Height, stride.Width, padding.Height, padding.Width, dilation.Height, dilation.Width, groups);
        var result = new Tensor([shape.Batch, shape.OutChannels, shape.OutHeight, shape.OutWidth]);
        for (var i = 0; i < result.Shape.ElementCount; i++)
        {
            var (rest, x) = Math.DivRem(i, shape.OutWidth);
            (rest, var y) = Math.DivRem(rest, shape.OutHeight);
            var (image, channel) = Math.DivRem(rest, shape.OutChannels);
            var sum = ConvolvedAt(in shape, images.Span, weight.Span, image, channel, y, x);
            result.Span[i] = (float)(sum + (bias?.Span[channel] ?? 0));
        }

        return Unbatched(result, input);
    }

    /// <inheritdoc cref="ConvTranspose2d(Tensor, Tensor, Tensor?, ValueTuple{int, int}, ValueTuple{int, int}, ValueTuple{int, int}, int, ValueTuple{int, int}?)"/>
    [Operator("ConvTranspose2d")]
    public static Tensor ConvTranspose2d(
        Tensor input, Tensor weight, Tensor? bias = null, int stride = 1, int padding = 0, int outputPadding = 0, int groups = 1, int dilation = 1) =>
        ConvTranspose2d(input, weight, bias, (stride, stride), (padding, padding), (outputPadding, outputPadding), groups, (dilation, dilation));

    /// <summary>The gradient of a convolution as a function: each pixel spreads a kernel over the result.</summary>
    /// <remarks>The layer <see cref="Workflow.Compiled.ConvTranspose2d"/> keeps its weight as compiled code reads it; a weight that is given here is brought into that order in every pass.</remarks>
    /// <param name="input">Images, of shape [batch, inChannels, height, width], or one without the batch.</param>
    /// <param name="weight">The kernel, of shape [inChannels, outChannels / groups, kernelHeight, kernelWidth].</param>
    /// <param name="bias">What is added to each output channel, of shape [outChannels]; null for none.</param>
    /// <param name="stride">Output rows and columns from one input row or column to the next.</param>
    /// <param name="padding">Rows and columns that are cut off on each side.</param>
    /// <param name="outputPadding">Further rows below and columns to the right, fewer than the stride.</param>
    /// <param name="groups">Groups of channels that do not see each other.</param>
    /// <param name="dilation">Output rows and columns from one of the kernel to the next; null for 1.</param>
    /// <returns>A tensor of shape [batch, outChannels, (height − 1) · stride − 2 · padding + dilation · (kernelHeight − 1) + outputPadding + 1, likewise the width].</returns>
    /// <exception cref="ArgumentException">The shapes do not fit, the groups do not divide the channels, the output padding is not less than the stride, or nothing is left.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.functional.conv_transpose2d.html"/>
    [Operator("ConvTranspose2d")]
    public static Tensor ConvTranspose2d(
        Tensor input,
        Tensor weight,
        Tensor? bias,
        (int Height, int Width) stride,
        (int Height, int Width) padding,
        (int Height, int Width) outputPadding,
        int groups = 1,
        (int Height, int Width)? dilation = null)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(weight);
        ArgumentOutOfRangeException.ThrowIfLessThan(groups, 1);
        if (weight.Shape.Rank != 4)
            throw new ArgumentException($"weight must be [inChannels, outChannels / groups, kernelHeight, kernelWidth] but is {weight.Shape}", nameof(weight));
        var images = Images(input);
        if (weight.Shape[0] != images.Shape[1])
            throw new ArgumentException($"weight {weight.Shape} asks for {weight.Shape[0]} channels, but the input is {input.Shape}", nameof(input));
        var apart = dilation ?? (1, 1);
        static int Length(int length, int kernel, int stride, int padding, int dilation, int more) =>
            ((length - 1) * stride) - (2 * padding) + (dilation * (kernel - 1)) + more + 1;

        // The convolution that would give the input from the result.
        var shape = new Conv2dShape(
            images.Shape[0],
            weight.Shape[1] * groups,
            Length(images.Shape[2], weight.Shape[2], stride.Height, padding.Height, apart.Height, outputPadding.Height),
            Length(images.Shape[3], weight.Shape[3], stride.Width, padding.Width, apart.Width, outputPadding.Width),
            weight.Shape[0], weight.Shape[2], weight.Shape[3], stride.Height, stride.Width, padding.Height, padding.Width, apart.Height, apart.Width, groups);
        if (shape.OutHeight != images.Shape[2] || shape.OutWidth != images.Shape[3])
            throw new ArgumentOutOfRangeException(nameof(outputPadding), outputPadding, "the output padding must be less than the stride");
        if (bias is not null && bias.Shape != [shape.InChannels])
            throw new ArgumentException($"bias must be [{shape.InChannels}] but is {bias.Shape}", nameof(bias));
        return Unbatched(Spread(in shape, images.Span, weight.Span, bias), input);
    }

    private static Tensor Spread(in Conv2dShape shape, ReadOnlySpan<float> images, ReadOnlySpan<float> weight, Tensor? bias)
    {
        var sums = new double[shape.InputLength];
        var (inChannels, taps) = (shape.InChannels / shape.Groups, shape.KernelHeight * shape.KernelWidth);
        for (var i = 0; i < images.Length * inChannels * taps; i++)
        {
            var (rest, tap) = Math.DivRem(i, taps);
            (var pixel, var inChannel) = Math.DivRem(rest, inChannels);
            (rest, var x) = Math.DivRem(pixel, shape.OutWidth);
            (rest, var y) = Math.DivRem(rest, shape.OutHeight);
            var (image, channel) = Math.DivRem(rest, shape.OutChannels);
            y = (y * shape.StrideHeight) - shape.PaddingHeight + (tap / shape.KernelWidth * shape.DilationHeight);
            x = (x * shape.StrideWidth) - shape.PaddingWidth + (tap % shape.KernelWidth * shape.DilationWidth);
            if (y < 0 || y >= shape.Height || x < 0 || x >= shape.Width)
                continue;
            var target = (image * shape.InChannels) + (channel / (shape.OutChannels / shape.Groups) * inChannels) + inChannel;
            sums[(((target * shape.Height) + y) * shape.Width) + x] += (double)images[pixel] * weight[(((channel * inChannels) + inChannel) * taps) + tap];
        }

        var result = new Tensor([shape.Batch, shape.InChannels, shape.Height, shape.Width]);
        for (var i = 0; i < sums.Length; i++)
            result.Span[i] = (float)(sums[i] + (bias?.Span[i / (shape.Height * shape.Width) % shape.InChannels] ?? 0));
        return result;
    }

    private static void RequireWeight(Tensor weight, int rank)
    {
        ArgumentNullException.ThrowIfNull(weight);
        if (weight.Shape.Rank != rank)
            throw new ArgumentException($"weight must be [outChannels, inChannels / groups] and {rank - 2} lengths of the kernel but is {weight.Shape}", nameof(weight));
    }

    private static double ConvolvedAt(in Conv2dShape shape, ReadOnlySpan<float> images, ReadOnlySpan<float> weight, int image, int channel, int outY, int outX)
    {
        var inChannels = shape.InChannels / shape.Groups;
        var firstChannel = channel / (shape.OutChannels / shape.Groups) * inChannels;
        var sum = 0.0;
        for (var i = 0; i < inChannels * shape.KernelHeight * shape.KernelWidth; i++)
        {
            var (rest, kernelX) = Math.DivRem(i, shape.KernelWidth);
            var (inChannel, kernelY) = Math.DivRem(rest, shape.KernelHeight);
            var y = outY * shape.StrideHeight - shape.PaddingHeight + kernelY * shape.DilationHeight;
            var x = outX * shape.StrideWidth - shape.PaddingWidth + kernelX * shape.DilationWidth;
            if (y < 0 || y >= shape.Height || x < 0 || x >= shape.Width)
                continue;
            var pixel = ((image * shape.InChannels + firstChannel + inChannel) * shape.Height + y) * shape.Width + x;
            sum += (double)images[pixel] * weight[channel * inChannels * shape.KernelHeight * shape.KernelWidth + i];
        }

        return sum;
    }

    /// <summary>The input as [batch, channels, height, width]: a single image becomes a batch of one.</summary>
    private static Tensor Images(Tensor input) => input.Shape.Rank switch
    {
        4 => input,
        3 => input.View([1, .. input.Shape]),
        _ => throw new ArgumentException($"input must be [batch, channels, height, width] or [channels, height, width] but is {input.Shape}", nameof(input)),
    };

    /// <summary>The result without the batch where the input had none.</summary>
    private static Tensor Unbatched(Tensor result, Tensor input, int rank = 4) => input.Shape.Rank == rank ? result : result.View([.. result.Shape.Skip(1)]);
}
