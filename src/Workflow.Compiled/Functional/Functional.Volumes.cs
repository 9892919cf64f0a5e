using Workflow.Compiled.Kernels;

namespace Workflow.Compiled;

/// <content>Convolution of volumes.</content>
public static partial class Functional
{
    /// <inheritdoc cref="Conv3d(Tensor, Tensor, Tensor?, ValueTuple{int, int, int}, ValueTuple{int, int, int}, ValueTuple{int, int, int}, int)"/>
    [Operator("Conv3d")]
    public static Tensor Conv3d(Tensor input, Tensor weight, Tensor? bias = null, int stride = 1, int padding = 0, int dilation = 1, int groups = 1) =>
        Conv3d(input, weight, bias, (stride, stride, stride), (padding, padding, padding), (dilation, dilation, dilation), groups);

    /// <summary>Slides a kernel over volumes, with a padding that follows from it; as in PyTorch the kernel is not flipped.</summary>
    /// <param name="input">Volumes, of shape [batch, inChannels, depth, height, width], or one without the batch.</param>
    /// <param name="weight">The kernel, of shape [outChannels, inChannels / groups, kernelDepth, kernelHeight, kernelWidth].</param>
    /// <param name="bias">What is added to each output channel, of shape [outChannels]; null for none.</param>
    /// <param name="padding">Zeros on the sides.</param>
    /// <param name="stride">Input places from one output place to the next.</param>
    /// <param name="dilation">Input places from one of the kernel to the next.</param>
    /// <param name="groups">Groups of channels that do not see each other.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, the groups do not divide the channels, the kernel is larger than the volume, or the padding is <see cref="Padding.Same"/> and the stride is not 1.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.functional.conv3d.html"/>
    [Operator("Conv3d")]
    public static Tensor Conv3d(Tensor input, Tensor weight, Tensor? bias, Padding padding, int stride = 1, int dilation = 1, int groups = 1)
    {
        ArgumentNullException.ThrowIfNull(input);
        RequireWeight(weight, 5);
        var sides = Sides.Of(padding, [stride, stride, stride], [weight.Shape[2], weight.Shape[3], weight.Shape[4]], [dilation, dilation, dilation]);
        return Conv3d(Pad(input, sides), weight, bias, stride, padding: 0, dilation, groups);
    }

    /// <summary>Slides a kernel over volumes; as in PyTorch the kernel is not flipped.</summary>
    /// <param name="input">Volumes, of shape [batch, inChannels, depth, height, width], or one without the batch.</param>
    /// <param name="weight">The kernel, of shape [outChannels, inChannels / groups, kernelDepth, kernelHeight, kernelWidth].</param>
    /// <param name="bias">What is added to each output channel, of shape [outChannels]; null for none.</param>
    /// <param name="stride">Input places from one output place to the next, along each axis.</param>
    /// <param name="padding">Zeros on each side of each axis.</param>
    /// <param name="dilation">Input places from one of the kernel to the next, along each axis.</param>
    /// <param name="groups">Groups of channels that do not see each other.</param>
    /// <returns>A tensor of shape [batch, outChannels, ...], along each axis (length + 2 · padding − dilation · (kernel − 1) − 1) / stride + 1.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit, the groups do not divide the channels, or the kernel is larger than the padded volume.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.functional.conv3d.html"/>
    [Operator("Conv3d")]
    public static Tensor Conv3d(
        Tensor input,
        Tensor weight,
        Tensor? bias,
        (int Depth, int Height, int Width) stride,
        (int Depth, int Height, int Width) padding,
        (int Depth, int Height, int Width) dilation,
        int groups = 1)
    {
        ArgumentNullException.ThrowIfNull(input);
        RequireWeight(weight, 5);
        var volumes = input.Shape.Rank == 4 ? input.View([1, .. input.Shape]) : input;
        RequireVolumes(volumes, weight, bias, groups);
        var (sizes, kernel) = (volumes.Shape, weight.Shape);
        // Of the planes, only how many windows there are; of each plane, the windows over its rows and columns.
        var depth = new DepthShape(sizes[0], sizes[1], sizes[2], sizes[3] * sizes[4], kernel[2], stride.Depth, padding.Depth, dilation.Depth, groups);
        var plane = new Conv2dShape(
            sizes[0], sizes[1], sizes[3], sizes[4], kernel[0], kernel[3], kernel[4], stride.Height, stride.Width, padding.Height, padding.Width, dilation.Height, dilation.Width, groups);
        var result = new Tensor([sizes[0], kernel[0], depth.Windows, plane.OutHeight, plane.OutWidth]);
        for (var i = 0; i < result.Shape.ElementCount; i++)
        {
            var (rest, x) = Math.DivRem(i, plane.OutWidth);
            (rest, var y) = Math.DivRem(rest, plane.OutHeight);
            (rest, var z) = Math.DivRem(rest, depth.Windows);
            var (volume, channel) = Math.DivRem(rest, kernel[0]);
            var corner = (z * stride.Depth - padding.Depth, y * stride.Height - padding.Height, x * stride.Width - padding.Width);
            var firstPlane = volume * sizes[1] + channel / (kernel[0] / groups) * kernel[1];
            result.Span[i] = (float)(Around(volumes, weight, firstPlane, channel, corner, dilation) + (bias?.Span[channel] ?? 0));
        }

        return Unbatched(result, input, 5);
    }

    private static double Around(Tensor input, Tensor weight, int firstPlane, int channel, (int Z, int Y, int X) corner, (int Depth, int Height, int Width) dilation)
    {
        var (depth, height, width) = (input.Shape[2], input.Shape[3], input.Shape[4]);
        var kernels = weight.Span.Slice(channel * weight.Shape.Product(1, 5), weight.Shape.Product(1, 5));
        var sum = 0.0;
        for (var i = 0; i < kernels.Length; i++)
        {
            var (rest, kernelX) = Math.DivRem(i, weight.Shape[4]);
            (rest, var kernelY) = Math.DivRem(rest, weight.Shape[3]);
            var (plane, kernelZ) = Math.DivRem(rest, weight.Shape[2]);
            var (z, y, x) = (corner.Z + kernelZ * dilation.Depth, corner.Y + kernelY * dilation.Height, corner.X + kernelX * dilation.Width);
            if (z >= 0 && z < depth && y >= 0 && y < height && x >= 0 && x < width)
                sum += (double)kernels[i] * input.Span[(((firstPlane + plane) * depth + z) * height + y) * width + x];
        }

        return sum;
    }

    private static void RequireVolumes(Tensor input, Tensor weight, Tensor? bias, int groups)
    {
        if (input.Shape.Rank != 5)
            throw new ArgumentException($"input must be [batch, channels, depth, height, width] or [channels, depth, height, width] but is {input.Shape}", nameof(input));
        ArgumentOutOfRangeException.ThrowIfLessThan(groups, 1);
        if (weight.Shape[1] * groups != input.Shape[1] || weight.Shape[0] % groups != 0)
            throw new ArgumentException($"weight {weight.Shape} with {groups} groups does not fit the input {input.Shape}", nameof(weight));
        if (bias is not null && bias.Shape != [weight.Shape[0]])
            throw new ArgumentException($"bias must be [{weight.Shape[0]}] but is {bias.Shape}", nameof(bias));
    }
}
