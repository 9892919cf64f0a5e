using Workflow.Compiled.Kernels;

namespace Workflow.Compiled;

/// <content>Random tensors in the shape of others.</content>
public static partial class Functional
{
    /// <summary>
    /// In training, normally distributed numbers, new ones in each step; in prediction, and eagerly outside of <see cref="EagerTraining"/>, their mean. So
    /// <c>mean + NormalLike(mean) * deviation</c> is a sample while a variational autoencoder learns, and <c>mean</c> when it is used. (Who wants samples then
    /// passes the noise as an input.)
    /// </summary>
    /// <param name="input">A tensor whose shape is used; no gradient flows to it.</param>
    /// <param name="mean">The mean.</param>
    /// <param name="standardDeviation">The standard deviation, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The deviation is negative.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.randn_like.html"/>
    [Operator("NormalLike")]
    public static Tensor NormalLike(Tensor input, float mean = 0, float standardDeviation = 1)
    {
        if (!(standardDeviation >= 0))
            throw new ArgumentOutOfRangeException(nameof(standardDeviation), standardDeviation, "a standard deviation is at least 0");
        return RandomLike(input, mean, (key, i) => mean + standardDeviation * RandomNormal.At(key, i));
    }

    /// <summary>
    /// In training, numbers uniform in [<paramref name="low"/>, <paramref name="high"/>), new ones in each step; in prediction, and eagerly outside of
    /// <see cref="EagerTraining"/>, their mean.
    /// </summary>
    /// <param name="input">A tensor whose shape is used; no gradient flows to it.</param>
    /// <param name="low">The least value.</param>
    /// <param name="high">What all values are below.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="low"/> is above <paramref name="high"/>.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.rand_like.html"/>
    [Operator("UniformLike")]
    public static Tensor UniformLike(Tensor input, float low = 0, float high = 1)
    {
        if (!(low <= high))
            throw new ArgumentOutOfRangeException(nameof(high), high, FormattableString.Invariant($"there is nothing between {low} and {high} to draw from"));
        return RandomLike(input, ((double)low + high) / 2, (key, i) => low + ((double)high - low) * Philox.Uniform(key, i));
    }

    private static Tensor RandomLike(Tensor input, double mean, Func<PhiloxKey, int, double> draw)
    {
        ArgumentNullException.ThrowIfNull(input);
        var result = new Tensor(input.Shape);
        result.Span.Fill((float)mean);
        if (EagerTraining.NextKey() is { } key)
        {
            for (var i = 0; i < result.Shape.ElementCount; i++)
                result.Span[i] = (float)draw(key, i);
        }

        return result;
    }
}
