namespace Workflow.Compiled;

/// <content>Convolution of volumes.</content>
public static partial class Functional
{
    /// <summary>Slides a kernel over volumes; as in PyTorch the kernel is not flipped.</summary>
    /// <param name="input">Volumes, of shape [batch, inChannels, depth, height, width].</param>
    /// <param name="weight">The kernel, of shape [outChannels, inChannels / groups, kernelDepth, kernelHeight, kernelWidth].</param>
    /// <param name="bias">What is added to each output channel, of shape [outChannels]; null for none.</param>
    /// <param name="stride">Input places from one output place to the next, along each axis.</param>
    /// <param name="padding">Zeros on each side of each axis.</param>
    /// <param name="dilation">Input places from one of the kernel to the next.</param>
    /// <param name="groups">Groups of channels that do not see each other.</param>
    /// <returns>A tensor of shape [batch, outChannels, ...], along each axis (length + 2 · padding − dilation · (kernel − 1) − 1) / stride + 1.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit, the groups do not divide the channels, or the kernel is larger than the padded volume.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.functional.conv3d.html"/>
    public static Tensor Conv3d(Tensor input, Tensor weight, Tensor? bias = null, int stride = 1, int padding = 0, int dilation = 1, int groups = 1)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(weight);
        RequireVolumes(input, weight, bias, groups);
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(dilation, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(padding);
        var lengths = new int[3];
        for (var axis = 0; axis < 3; axis++)
        {
            var room = input.Shape[2 + axis] + 2 * padding - dilation * (weight.Shape[2 + axis] - 1) - 1;
            lengths[axis] = room >= 0 ? room / stride + 1 : throw new ArgumentException($"the kernel {weight.Shape} is larger than the padded volume {input.Shape}", nameof(weight));
        }

        var (inner, outer) = (weight.Shape[1], weight.Shape[0] / groups);
        var result = new Tensor([input.Shape[0], weight.Shape[0], .. lengths]);
        for (var i = 0; i < result.Shape.ElementCount; i++)
        {
            var (rest, x) = Math.DivRem(i, lengths[2]);
            (rest, var y) = Math.DivRem(rest, lengths[1]);
            (rest, var z) = Math.DivRem(rest, lengths[0]);
            var (volume, channel) = Math.DivRem(rest, weight.Shape[0]);
            var corner = (z * stride - padding, y * stride - padding, x * stride - padding);
            result.Span[i] = (float)(Around(input, weight, volume * input.Shape[1] + channel / outer * inner, channel, corner, dilation) + (bias?.Span[channel] ?? 0));
        }

        return result;
    }

    private static double Around(Tensor input, Tensor weight, int firstPlane, int channel, (int Z, int Y, int X) corner, int dilation)
    {
        var (depth, height, width) = (input.Shape[2], input.Shape[3], input.Shape[4]);
        var kernels = weight.Span.Slice(channel * weight.Shape.Product(1, 5), weight.Shape.Product(1, 5));
        var sum = 0.0;
        for (var i = 0; i < kernels.Length; i++)
        {
            var (rest, kernelX) = Math.DivRem(i, weight.Shape[4]);
            (rest, var kernelY) = Math.DivRem(rest, weight.Shape[3]);
            var (plane, kernelZ) = Math.DivRem(rest, weight.Shape[2]);
            var (z, y, x) = (corner.Z + kernelZ * dilation, corner.Y + kernelY * dilation, corner.X + kernelX * dilation);
            if (z >= 0 && z < depth && y >= 0 && y < height && x >= 0 && x < width)
                sum += (double)kernels[i] * input.Span[(((firstPlane + plane) * depth + z) * height + y) * width + x];
        }

        return sum;
    }

    private static void RequireVolumes(Tensor input, Tensor weight, Tensor? bias, int groups)
    {
        if (input.Shape.Rank != 5)
            throw new ArgumentException($"input must be [batch, channels, depth, height, width] but is {input.Shape}", nameof(input));
        ArgumentOutOfRangeException.ThrowIfLessThan(groups, 1);
        if (weight.Shape.Rank != 5 || weight.Shape[1] * groups != input.Shape[1] || weight.Shape[0] % groups != 0)
            throw new ArgumentException($"weight {weight.Shape} with {groups} groups does not fit the input {input.Shape}", nameof(weight));
        if (bias is not null && bias.Shape != [weight.Shape[0]])
            throw new ArgumentException($"bias must be [{weight.Shape[0]}] but is {bias.Shape}", nameof(bias));
    }
}
