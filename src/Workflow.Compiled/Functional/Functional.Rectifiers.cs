namespace Workflow.Compiled;

/// <content>Activations that are linear for positive values.</content>
public static partial class Functional
{
    /// <summary>max(x, 0). NaN stays NaN.</summary>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.ReLU.html"/>
    [Operator("Relu")]
    public static Tensor Relu(Tensor input) => Elementwise.Map(input, x => Math.Max(x, 0));

    /// <summary>x where x is positive, else <paramref name="negativeSlope"/> · x.</summary>
    /// <param name="input">x, of any shape.</param>
    /// <param name="negativeSlope">The slope for negative values.</param>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.LeakyReLU.html"/>
    [Operator("LeakyRelu")]
    public static Tensor LeakyRelu(Tensor input, float negativeSlope = 0.01f) =>
        Elementwise.Map(input, x => x > 0 ? x : x * negativeSlope);

    /// <summary>x where x is positive, else <paramref name="alpha"/> · (exp(x) − 1).</summary>
    /// <param name="input">x, of any shape.</param>
    /// <param name="alpha">The scale of negative values.</param>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.ELU.html"/>
    [Operator("Elu")]
    public static Tensor Elu(Tensor input, float alpha = 1) =>
        Elementwise.Map(input, x => x > 0 ? x : alpha * ScalarMath.ExpMinusOne(x));

    /// <summary>
    /// log(1 + exp(<paramref name="beta"/> · x)) / <paramref name="beta"/>; x itself where <paramref name="beta"/> · x is above
    /// <paramref name="threshold"/>.
    /// </summary>
    /// <param name="input">x, of any shape.</param>
    /// <param name="beta">How sharp the bend at 0 is.</param>
    /// <param name="threshold">Where the function counts as linear.</param>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.Softplus.html"/>
    [Operator("Softplus")]
    public static Tensor Softplus(Tensor input, float beta = 1, float threshold = 20) =>
        Elementwise.Map(input, x => x * beta > threshold ? x : ScalarMath.LogOnePlus(Math.Exp(x * beta)) / beta);

    /// <summary>x where x is positive, else <paramref name="weight"/> · x.</summary>
    /// <param name="input">x, of any shape.</param>
    /// <param name="weight">One weight, or one for each channel of axis 1.</param>
    /// <exception cref="ArgumentException">The weights have more than one axis, or another number than the channels.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.functional.prelu.html"/>
    [Operator("PRelu")]
    public static Tensor PRelu(Tensor input, Tensor weight)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(weight);
        var channels = input.Shape.Rank > 1 ? input.Shape[1] : 1;
        var count = weight.Shape.ElementCount;
        if (weight.Shape.Rank != 1 || (count != 1 && count != channels))
            throw new ArgumentException($"PRelu of {input.Shape} needs 1 or {channels} weights along one axis, not {weight.Shape}", nameof(weight));
        var inner = input.Shape.Rank > 1 ? input.Shape.Product(2, input.Shape.Rank) : 1;
        var result = new Tensor(input.Span, input.Shape);
        for (var i = 0; i < result.Shape.ElementCount; i++)
        {
            if (!(result.Span[i] > 0))
                result.Span[i] *= weight.Span[i / inner % count];
        }

        return result;
    }
}
