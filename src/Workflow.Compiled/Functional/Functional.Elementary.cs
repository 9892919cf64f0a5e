namespace Workflow.Compiled;

/// <content>Elementary functions of each element.</content>
public static partial class Functional
{
    /// <summary>e to the power x.</summary>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.exp.html"/>
    [Operator("Exp")]
    public static Tensor Exp(Tensor input) => Elementwise.Map(input, Math.Exp);

    /// <summary>The natural logarithm: −∞ at 0, NaN below.</summary>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.log.html"/>
    [Operator("Log")]
    public static Tensor Log(Tensor input) => Elementwise.Map(input, Math.Log);

    /// <summary>The square root: NaN below 0.</summary>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.sqrt.html"/>
    [Operator("Sqrt")]
    public static Tensor Sqrt(Tensor input) => Elementwise.Map(input, Math.Sqrt);

    /// <summary>x · x.</summary>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.square.html"/>
    [Operator("Square")]
    public static Tensor Square(Tensor input) => Elementwise.Map(input, x => x * x);

    /// <summary>The absolute value.</summary>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.abs.html"/>
    [Operator("Abs")]
    public static Tensor Abs(Tensor input) => Elementwise.Map(input, Math.Abs);

    /// <summary>−x.</summary>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.neg.html"/>
    [Operator("Negate")]
    public static Tensor Neg(Tensor input) => Elementwise.Map(input, x => -x);

    /// <summary>e to the power x, minus 1; accurate near 0.</summary>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.expm1.html"/>
    [Operator("Expm1")]
    public static Tensor Expm1(Tensor input) => Elementwise.Map(input, ScalarMath.ExpMinusOne);

    /// <summary>log(1 + x); accurate near 0. −∞ at −1, NaN below.</summary>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.log1p.html"/>
    [Operator("Log1p")]
    public static Tensor Log1p(Tensor input) => Elementwise.Map(input, ScalarMath.LogOnePlus);

    /// <summary>The sine of x in radians.</summary>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.sin.html"/>
    [Operator("Sin")]
    public static Tensor Sin(Tensor input) => Elementwise.Map(input, Math.Sin);

    /// <summary>The cosine of x in radians.</summary>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.cos.html"/>
    [Operator("Cos")]
    public static Tensor Cos(Tensor input) => Elementwise.Map(input, Math.Cos);

    /// <summary>1 / √x: ∞ at 0, NaN below.</summary>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.rsqrt.html"/>
    [Operator("Rsqrt")]
    public static Tensor Rsqrt(Tensor input) => Elementwise.Map(input, x => 1 / Math.Sqrt(x));

    /// <summary>1 / x.</summary>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.reciprocal.html"/>
    [Operator("Reciprocal")]
    public static Tensor Reciprocal(Tensor input) => Elementwise.Map(input, x => 1 / x);

    /// <summary>−1, 0 or 1 by the sign of x; 0 for NaN. No gradient flows through it.</summary>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.sign.html"/>
    [Operator("Sign")]
    public static Tensor Sign(Tensor input) => Elementwise.Map(input, x => x > 0 ? 1 : x < 0 ? -1 : 0);

    /// <summary>The largest integral value that is not above x. No gradient flows through it.</summary>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.floor.html"/>
    [Operator("Floor")]
    public static Tensor Floor(Tensor input) => Elementwise.Map(input, Math.Floor);

    /// <summary>The smallest integral value that is not below x. No gradient flows through it.</summary>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.ceil.html"/>
    [Operator("Ceil")]
    public static Tensor Ceil(Tensor input) => Elementwise.Map(input, Math.Ceiling);

    /// <summary>The integral value nearest to x, the even one of two. No gradient flows through it.</summary>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.round.html"/>
    [Operator("Round")]
    public static Tensor Round(Tensor input) => Elementwise.Map(input, Math.Round);

    /// <summary>x to a power, as C defines it: NaN for a negative base and an exponent that is not integral, 1 for exponent 0. Exponents ½ and −½ are roots.</summary>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.pow.html"/>
    [Operator("Pow")]
    public static Tensor Pow(Tensor input, float exponent) => exponent switch
    {
        0.5f => Sqrt(input),
        -0.5f => Rsqrt(input),
        _ => Elementwise.Map(input, x => Math.Pow(x, exponent)),
    };

    /// <summary>Each element to the power of another. Shapes broadcast.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.pow.html"/>
    [Operator("Pow")]
    public static Tensor Pow(Tensor input, Tensor exponent) => Broadcasting.Combine("Pow", input, exponent, Math.Pow);

    /// <summary>A number to the power of each element.</summary>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.pow.html"/>
    [Operator("Pow")]
    public static Tensor Pow(float input, Tensor exponent) => Elementwise.Map(exponent, x => Math.Pow(input, x));
}
