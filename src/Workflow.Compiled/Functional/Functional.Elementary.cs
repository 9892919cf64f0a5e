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
}
