using Workflow.Compiled.Kernels;

namespace Workflow.Compiled;

/// <content>Convolution and pooling of sequences: as of images with one row.</content>
public static partial class Functional
{
    /// <summary>Slides a kernel over sequences; as in PyTorch the kernel is not flipped.</summary>
    /// <param name="input">Sequences, of shape [batch, inChannels, length], or one without the batch.</param>
    /// <param name="weight">The kernel, of shape [outChannels, inChannels / groups, kernelSize].</param>
    /// <param name="bias">What is added to each output channel, of shape [outChannels]; null for none.</param>
    /// <param name="stride">Input elements from one output element to the next.</param>
    /// <param name="padding">Zeros on each side.</param>
    /// <param name="dilation">Input elements from one of the kernel to the next.</param>
    /// <param name="groups">Groups of channels that do not see each other.</param>
    /// <returns>A tensor of shape [batch, outChannels, (length + 2 · padding − dilation · (kernelSize − 1) − 1) / stride + 1].</returns>
    /// <exception cref="ArgumentException">The shapes do not fit, the groups do not divide the channels, or the kernel is larger than the padded sequence.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.functional.conv1d.html"/>
    [Operator("Conv1d")]
    public static Tensor Conv1d(Tensor input, Tensor weight, Tensor? bias = null, int stride = 1, int padding = 0, int dilation = 1, int groups = 1)
    {
        RequireWeight(weight, 3);
        return WithoutRow(Conv2d(WithRow(input), WithRow(weight), bias, (1, stride), (0, padding), (1, dilation), groups));
    }

    /// <summary>Slides a kernel over sequences, with a padding that follows from it; as in PyTorch the kernel is not flipped.</summary>
    /// <param name="input">Sequences, of shape [batch, inChannels, length], or one without the batch.</param>
    /// <param name="weight">The kernel, of shape [outChannels, inChannels / groups, kernelSize].</param>
    /// <param name="bias">What is added to each output channel, of shape [outChannels]; null for none.</param>
    /// <param name="padding">Zeros on the sides.</param>
    /// <param name="stride">Input elements from one output element to the next.</param>
    /// <param name="dilation">Input elements from one of the kernel to the next.</param>
    /// <param name="groups">Groups of channels that do not see each other.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, the groups do not divide the channels, the kernel is larger than the sequence, or the padding is <see cref="Padding.Same"/> and the stride is not 1.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.functional.conv1d.html"/>
    [Operator("Conv1d")]
    public static Tensor Conv1d(Tensor input, Tensor weight, Tensor? bias, Padding padding, int stride = 1, int dilation = 1, int groups = 1)
    {
        ArgumentNullException.ThrowIfNull(input);
        RequireWeight(weight, 3);
        return Conv1d(Pad(input, Sides.Of(padding, [stride], [weight.Shape[2]], [dilation])), weight, bias, stride, padding: 0, dilation, groups);
    }

    /// <summary>The gradient of a convolution as a function: each element spreads a kernel over the result.</summary>
    /// <param name="input">Sequences, of shape [batch, inChannels, length], or one without the batch.</param>
    /// <param name="weight">The kernel, of shape [inChannels, outChannels / groups, kernelSize].</param>
    /// <param name="bias">What is added to each output channel, of shape [outChannels]; null for none.</param>
    /// <param name="stride">Output elements from one input element to the next.</param>
    /// <param name="padding">Elements that are cut off on each side.</param>
    /// <param name="outputPadding">Further elements at the end, fewer than the stride.</param>
    /// <param name="groups">Groups of channels that do not see each other.</param>
    /// <param name="dilation">Output elements from one of the kernel to the next.</param>
    /// <returns>A tensor of shape [batch, outChannels, (length − 1) · stride − 2 · padding + dilation · (kernelSize − 1) + outputPadding + 1].</returns>
    /// <exception cref="ArgumentException">The shapes do not fit, or nothing is left.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.functional.conv_transpose1d.html"/>
    [Operator("ConvTranspose1d")]
    public static Tensor ConvTranspose1d(
        Tensor input, Tensor weight, Tensor? bias = null, int stride = 1, int padding = 0, int outputPadding = 0, int groups = 1, int dilation = 1)
    {
        ArgumentNullException.ThrowIfNull(weight);
        if (weight.Shape.Rank != 3)
            throw new ArgumentException($"weight must be [inChannels, outChannels / groups, kernelSize] but is {weight.Shape}", nameof(weight));
        return WithoutRow(ConvTranspose2d(WithRow(input), WithRow(weight), bias, (1, stride), (0, padding), (0, outputPadding), groups, (1, dilation)));
    }

    /// <summary>The largest value of each window; padding never wins, NaN always does.</summary>
    /// <param name="input">Sequences, of shape [batch, channels, length], or one without the batch.</param>
    /// <param name="kernelSize">The elements of a window.</param>
    /// <param name="stride">From one window to the next; null for <paramref name="kernelSize"/>.</param>
    /// <param name="padding">How far windows may reach beyond the sequence, at most half a window.</param>
    /// <param name="dilation">From one element of a window to the next.</param>
    /// <param name="ceilMode">Whether a last window may reach beyond the padding.</param>
    /// <exception cref="ArgumentException">A window is larger than the padded sequence, or the padding is more than half a window.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.functional.max_pool1d.html"/>
    [Operator("MaxPool1d")]
    public static Tensor MaxPool1d(Tensor input, int kernelSize, int? stride = null, int padding = 0, int dilation = 1, bool ceilMode = false)
    {
        var rows = WithRow(input);
        var shape = PoolOfRows(rows, kernelSize, stride, padding, dilation, ceilMode);
        return WithoutRow(Unbatched(Pool(Images(rows), 1, shape.OutWidth, (plane, y, x) => LargestOf(in shape, plane, y, x)), rows));
    }

    /// <summary>The mean of each window.</summary>
    /// <param name="input">Sequences, of shape [batch, channels, length], or one without the batch.</param>
    /// <param name="kernelSize">The elements of a window.</param>
    /// <param name="stride">From one window to the next; null for <paramref name="kernelSize"/>.</param>
    /// <param name="padding">Zeros beside the sequence, at most half a window.</param>
    /// <param name="ceilMode">Whether a last window may reach beyond the padding; what lies there never counts.</param>
    /// <param name="countIncludePad">Whether the zeros count.</param>
    /// <exception cref="ArgumentException">A window is larger than the padded sequence, or the padding is more than half a window.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.functional.avg_pool1d.html"/>
    [Operator("AvgPool1d")]
    public static Tensor AvgPool1d(Tensor input, int kernelSize, int? stride = null, int padding = 0, bool ceilMode = false, bool countIncludePad = true)
    {
        var rows = WithRow(input);
        var shape = PoolOfRows(rows, kernelSize, stride, padding, 1, ceilMode);
        return WithoutRow(Unbatched(Pool(Images(rows), 1, shape.OutWidth, (plane, y, x) => MeanOf(in shape, plane, y, x, countIncludePad, null)), rows));
    }

    private static Pool2dShape PoolOfRows(Tensor rows, int kernelSize, int? stride, int padding, int dilation, bool ceilMode)
    {
        var shape = Images(rows).Shape;
        return new Pool2dShape(shape[0], shape[1], 1, shape[3], 1, kernelSize, 1, stride ?? kernelSize, 0, padding, 1, dilation, ceilMode);
    }

    /// <summary>Sequences as images with one row.</summary>
    private static Tensor WithRow(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.Shape.Rank is not (2 or 3))
            throw new ArgumentException($"input must be [batch, channels, length] or [channels, length] but is {input.Shape}", nameof(input));
        return input.View([.. input.Shape.SkipLast(1), 1, input.Shape[^1]]);
    }

    private static Tensor WithoutRow(Tensor rows) => rows.View([.. rows.Shape.SkipLast(2), rows.Shape[^1]]);
}
