namespace Workflow.Compiled;

/// <content>Activations of straight pieces, and Mish, which smooths one.</content>
public static partial class Functional
{
    /// <summary>min(max(x, 0), 6). NaN stays NaN.</summary>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.ReLU6.html"/>
    [Operator("Relu6")]
    public static Tensor Relu6(Tensor input) => Elementwise.Map(input, x => Math.Min(Math.Max(x, 0), 6));

    /// <summary>Each element held between two limits. Unlike in <see cref="Clamp"/>, no gradient flows at the limits themselves.</summary>
    /// <param name="input">x, of any shape.</param>
    /// <param name="minVal">The lower limit.</param>
    /// <param name="maxVal">The upper limit, not below the lower.</param>
    /// <exception cref="ArgumentException">The limits are crossed.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.Hardtanh.html"/>
    [Operator("Hardtanh")]
    public static Tensor Hardtanh(Tensor input, float minVal = -1, float maxVal = 1) => minVal <= maxVal
        ? Elementwise.Map(input, x => Math.Min(Math.Max(x, minVal), maxVal))
        : throw new ArgumentException($"minVal {minVal} is not at most maxVal {maxVal}", nameof(minVal));

    /// <summary>min(max(x + 3, 0), 6) / 6.</summary>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.Hardsigmoid.html"/>
    [Operator("Hardsigmoid")]
    public static Tensor Hardsigmoid(Tensor input) => Elementwise.Map(input, x => Math.Min(Math.Max(x + 3, 0), 6) / 6);

    /// <summary>x · min(max(x + 3, 0), 6) / 6.</summary>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.Hardswish.html"/>
    [Operator("Hardswish")]
    public static Tensor Hardswish(Tensor input) => Elementwise.Map(input, x => x * Math.Min(Math.Max(x + 3, 0), 6) / 6);

    /// <summary>x · tanh(log(1 + exp(x))).</summary>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.Mish.html"/>
    [Operator("Mish")]
    public static Tensor Mish(Tensor input) => Elementwise.Map(input, x => x * Math.Tanh(x > 40 ? x : ScalarMath.LogOnePlus(Math.Exp(x))));
}
