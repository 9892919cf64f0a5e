namespace Workflow.Compiled;

/// <content>Normalisation of channels.</content>
public static partial class Functional
{
    /// <summary>(x − mean) / √(variance + eps) · weight + bias, with the mean and the (biased) variance over each group of channels of each sample.</summary>
    /// <param name="input">x, of shape [batch, channels, ...].</param>
    /// <param name="numGroups">The number of groups, which divides that of the channels.</param>
    /// <param name="weight">A factor for each channel; null for 1.</param>
    /// <param name="bias">A summand for each channel; null for 0.</param>
    /// <param name="eps">What keeps the root from 0.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, or the groups do not divide the channels.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.GroupNorm.html"/>
    [Operator("GroupNorm")]
    public static Tensor GroupNorm(Tensor input, int numGroups, Tensor? weight = null, Tensor? bias = null, float eps = 1e-5f)
    {
        RequireChannels(input);
        ArgumentOutOfRangeException.ThrowIfLessThan(numGroups, 1);
        if (input.Shape[1] % numGroups != 0)
            throw new ArgumentException($"{numGroups} groups do not divide the {input.Shape[1]} channels of {input.Shape}", nameof(numGroups));
        return ScaledChannels("GroupNorm", Normalized(input, numGroups, eps), weight, bias);
    }

    /// <summary>(x − mean) / √(variance + eps) · weight + bias, with the mean and the (biased) variance over each channel of each sample.</summary>
    /// <param name="input">x, of shape [batch, channels, ...], at least two numbers a channel.</param>
    /// <param name="weight">A factor for each channel; null for 1.</param>
    /// <param name="bias">A summand for each channel; null for 0.</param>
    /// <param name="eps">What keeps the root from 0.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, or a channel has one number only.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.functional.instance_norm.html"/>
    [Operator("InstanceNorm")]
    public static Tensor InstanceNorm(Tensor input, Tensor? weight = null, Tensor? bias = null, float eps = 1e-5f)
    {
        RequireChannels(input);
        if (input.Shape.Product(2, input.Shape.Rank) < 2)
            throw new ArgumentException($"InstanceNorm needs at least two numbers a channel, but the input is {input.Shape}", nameof(input));
        return GroupNorm(input, input.Shape[1], weight, bias, eps);
    }

    /// <summary>x / (k + alpha / size · Σ x²)^beta, with the sum over <paramref name="size"/> neighbouring channels.</summary>
    /// <param name="input">x, of shape [batch, channels, ...].</param>
    /// <param name="size">The number of neighbouring channels, of which size / 2 come before; beyond the first and the last one lie zeros.</param>
    /// <param name="alpha">How much the neighbours weigh.</param>
    /// <param name="beta">The exponent.</param>
    /// <param name="k">What is added to the sum.</param>
    /// <exception cref="ArgumentException">The input has no channels.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The size is less than 1.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.LocalResponseNorm.html"/>
    [Operator("LocalResponseNorm")]
    public static Tensor LocalResponseNorm(Tensor input, int size, float alpha = 1e-4f, float beta = 0.75f, float k = 1)
    {
        RequireChannels(input);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        if (input.Shape.Rank < 3)
            throw new ArgumentException($"LocalResponseNorm needs an input [batch, channels, ...] with at least three axes, but it is {input.Shape}", nameof(input));
        var (channels, inner) = (input.Shape[1], input.Shape.Product(2, input.Shape.Rank));
        var result = new Tensor(input.Shape);
        for (var i = 0; i < result.Shape.ElementCount; i++)
        {
            var channel = i / inner % channels;
            var sum = 0.0;
            for (var other = Math.Max(0, channel - size / 2); other <= Math.Min(channels - 1, channel + (size - 1) / 2); other++)
                sum += (double)input.Span[i + (other - channel) * inner] * input.Span[i + (other - channel) * inner];
            result.Span[i] = (float)(input.Span[i] / Math.Pow(k + (double)alpha / size * sum, beta));
        }

        return result;
    }

    private static void RequireChannels(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.Shape.Rank < 2)
            throw new ArgumentException($"input must be [batch, channels, ...] but is {input.Shape}", nameof(input));
    }

    /// <summary>The groups of channels, which lie one after the other, as lines.</summary>
    private static Tensor Normalized(Tensor input, int groups, float eps)
    {
        var width = input.Shape.Product(1, input.Shape.Rank) / groups;
        return OverLastAxes("GroupNorm", input.View([input.Shape[0] * groups, width]), [width], null, null, line => CenterAndScale(line, eps)).View(input.Shape);
    }

    private static Tensor ScaledChannels(string name, Tensor normalized, Tensor? weight, Tensor? bias)
    {
        var (channels, inner) = (normalized.Shape[1], normalized.Shape.Product(2, normalized.Shape.Rank));
        RequireShape(name, "weight", weight, [channels]);
        RequireShape(name, "bias", bias, [channels]);
        for (var i = 0; i < normalized.Shape.ElementCount; i++)
        {
            var channel = i / inner % channels;
            normalized.Span[i] = normalized.Span[i] * (weight?.Span[channel] ?? 1) + (bias?.Span[channel] ?? 0);
        }

        return normalized;
    }
}
