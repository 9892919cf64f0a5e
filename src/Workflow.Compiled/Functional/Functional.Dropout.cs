using Workflow.Compiled.Kernels;

namespace Workflow.Compiled;

/// <content>Dropout.</content>
public static partial class Functional
{
    /// <summary>
    /// In training, zeroes each element with probability <paramref name="p"/> and multiplies the others by 1 / (1 − p); in prediction, and
    /// eagerly outside of <see cref="EagerTraining"/>, gives the elements as they are.
    /// </summary>
    /// <param name="input">x, of any shape.</param>
    /// <param name="p">The probability, from 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="p"/> is no probability.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.Dropout.html"/>
    [Operator("Dropout")]
    public static Tensor Dropout(Tensor input, float p = 0.5f)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (p is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(p), p, "a probability is between 0 and 1");
        var result = new Tensor(input.Span, input.Shape);
        if (EagerTraining.NextKey() is { } key)
        {
            for (var i = 0; i < result.Shape.ElementCount; i++)
                result.Span[i] *= DropoutMask.Scale(key, i, p);
        }

        return result;
    }

    /// <summary>The same for whole channels: in training, zeroes each channel of each sample with probability <paramref name="p"/>.</summary>
    /// <param name="input">Images, of shape [batch, channels, height, width].</param>
    /// <param name="p">The probability, from 0 to 1.</param>
    /// <exception cref="ArgumentException">The input is no image.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="p"/> is no probability.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.Dropout2d.html"/>
    [Operator("Dropout2d")]
    public static Tensor Dropout2d(Tensor input, float p = 0.5f)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.Shape.Rank != 4)
            throw new ArgumentException($"input must be [batch, channels, height, width] but is {input.Shape}", nameof(input));
        return DropChannels(input, p);
    }

    /// <summary>The same for whole channels of sequences: in training, zeroes each channel of each sample with probability <paramref name="p"/>.</summary>
    /// <param name="input">Sequences, of shape [batch, channels, length].</param>
    /// <param name="p">The probability, from 0 to 1.</param>
    /// <exception cref="ArgumentException">The input is no sequence.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="p"/> is no probability.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.Dropout1d.html"/>
    [Operator("Dropout1d")]
    public static Tensor Dropout1d(Tensor input, float p = 0.5f)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.Shape.Rank != 3)
            throw new ArgumentException($"input must be [batch, channels, length] but is {input.Shape}", nameof(input));
        return DropChannels(input, p);
    }

    private static Tensor DropChannels(Tensor input, float p)
    {
        Shape channels = [.. input.Shape.Select((length, axis) => axis < 2 ? length : 1)];
        return Dropout(new Tensor([.. Enumerable.Repeat(1f, channels.ElementCount)], channels), p) * input;
    }
}
