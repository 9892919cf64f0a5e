namespace Workflow.Compiled;

/// <content>Sigmoid, tanh and the activations that are x times a sigmoid-like gate.</content>
public static partial class Functional
{
    /// <summary>1 / (1 + exp(−x)).</summary>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.Sigmoid.html"/>
    [Operator("Sigmoid")]
    public static Tensor Sigmoid(Tensor input) => Elementwise.Map(input, ScalarMath.Sigmoid);

    /// <summary>The hyperbolic tangent.</summary>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.Tanh.html"/>
    [Operator("Tanh")]
    public static Tensor Tanh(Tensor input) => Elementwise.Map(input, Math.Tanh);

    /// <summary>x · sigmoid(x), also called swish.</summary>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.SiLU.html"/>
    [Operator("Silu")]
    public static Tensor Silu(Tensor input) => Elementwise.Map(input, x => x * ScalarMath.Sigmoid(x));

    /// <summary>x · Φ(x) with the distribution function Φ of the normal distribution, or its approximation through tanh.</summary>
    /// <param name="input">x, of any shape.</param>
    /// <param name="approximate">How Φ is computed.</param>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.GELU.html"/>
    [Operator("Gelu")]
    public static Tensor Gelu(Tensor input, GeluApproximation approximate = GeluApproximation.None) => approximate switch
    {
        GeluApproximation.None => Elementwise.Map(input, x => x * 0.5 * (1 + ScalarMath.Erf(x / Math.Sqrt(2)))),
        GeluApproximation.Tanh => Elementwise.Map(input, x => x * 0.5 * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)))),
        _ => throw new ArgumentOutOfRangeException(nameof(approximate), approximate, "there is no such approximation"),
    };
}
