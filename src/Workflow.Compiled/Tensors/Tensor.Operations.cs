namespace Workflow.Compiled;

/// <content>The operations that PyTorch has as methods of a tensor.</content>
public sealed partial class Tensor
{
    /// <inheritdoc cref="Functional.Flatten"/>
    [Operator("Flatten")]
    public Tensor Flatten(int startDim = 0, int endDim = -1) => Functional.Flatten(this, startDim, endDim);

    /// <inheritdoc cref="Functional.Reshape"/>
    [Operator("Reshape")]
    public Tensor Reshape(params int[] dimensions) => Functional.Reshape(this, dimensions);

    /// <inheritdoc cref="Functional.Sum(Tensor, int[])"/>
    [Operator("Sum")]
    public Tensor Sum(params int[] dims) => Functional.Sum(this, dims, keepDim: false);

    /// <inheritdoc cref="Functional.Sum(Tensor, int[], bool)"/>
    [Operator("Sum")]
    public Tensor Sum(int[] dims, bool keepDim) => Functional.Sum(this, dims, keepDim);

    /// <inheritdoc cref="Functional.Mean(Tensor, int[])"/>
    [Operator("Mean")]
    public Tensor Mean(params int[] dims) => Functional.Mean(this, dims, keepDim: false);

    /// <inheritdoc cref="Functional.Mean(Tensor, int[], bool)"/>
    [Operator("Mean")]
    public Tensor Mean(int[] dims, bool keepDim) => Functional.Mean(this, dims, keepDim);

    /// <inheritdoc cref="Functional.MatMul"/>
    [Operator("MatMul")]
    public Tensor MatMul(Tensor other) => Functional.MatMul(this, other);

    /// <inheritdoc cref="Functional.Exp"/>
    [Operator("Exp")]
    public Tensor Exp() => Functional.Exp(this);

    /// <inheritdoc cref="Functional.Log"/>
    [Operator("Log")]
    public Tensor Log() => Functional.Log(this);

    /// <inheritdoc cref="Functional.Sqrt"/>
    [Operator("Sqrt")]
    public Tensor Sqrt() => Functional.Sqrt(this);

    /// <inheritdoc cref="Functional.Square"/>
    [Operator("Square")]
    public Tensor Square() => Functional.Square(this);

    /// <inheritdoc cref="Functional.Abs"/>
    [Operator("Abs")]
    public Tensor Abs() => Functional.Abs(this);

    /// <inheritdoc cref="Functional.Expm1"/>
    [Operator("Expm1")]
    public Tensor Expm1() => Functional.Expm1(this);

    /// <inheritdoc cref="Functional.Log1p"/>
    [Operator("Log1p")]
    public Tensor Log1p() => Functional.Log1p(this);

    /// <inheritdoc cref="Functional.Sin"/>
    [Operator("Sin")]
    public Tensor Sin() => Functional.Sin(this);

    /// <inheritdoc cref="Functional.Cos"/>
    [Operator("Cos")]
    public Tensor Cos() => Functional.Cos(this);

    /// <inheritdoc cref="Functional.Rsqrt"/>
    [Operator("Rsqrt")]
    public Tensor Rsqrt() => Functional.Rsqrt(this);

    /// <inheritdoc cref="Functional.Reciprocal"/>
    [Operator("Reciprocal")]
    public Tensor Reciprocal() => Functional.Reciprocal(this);

    /// <inheritdoc cref="Functional.Sign"/>
    [Operator("Sign")]
    public Tensor Sign() => Functional.Sign(this);

    /// <inheritdoc cref="Functional.Floor"/>
    [Operator("Floor")]
    public Tensor Floor() => Functional.Floor(this);

    /// <inheritdoc cref="Functional.Ceil"/>
    [Operator("Ceil")]
    public Tensor Ceil() => Functional.Ceil(this);

    /// <inheritdoc cref="Functional.Round"/>
    [Operator("Round")]
    public Tensor Round() => Functional.Round(this);

    /// <inheritdoc cref="Functional.Pow(Tensor, float)"/>
    [Operator("Pow")]
    public Tensor Pow(float exponent) => Functional.Pow(this, exponent);

    /// <inheritdoc cref="Functional.Pow(Tensor, Tensor)"/>
    [Operator("Pow")]
    public Tensor Pow(Tensor exponent) => Functional.Pow(this, exponent);

    /// <inheritdoc cref="Functional.Clamp"/>
    [Operator("Clamp")]
    public Tensor Clamp(float min = float.NegativeInfinity, float max = float.PositiveInfinity) => Functional.Clamp(this, min, max);

    /// <inheritdoc cref="Functional.Max(Tensor, int[])"/>
    [Operator("Max")]
    public Tensor Max(params int[] dims) => Functional.Max(this, dims, keepDim: false);

    /// <inheritdoc cref="Functional.Max(Tensor, int[], bool)"/>
    [Operator("Max")]
    public Tensor Max(int[] dims, bool keepDim) => Functional.Max(this, dims, keepDim);

    /// <inheritdoc cref="Functional.Min(Tensor, int[])"/>
    [Operator("Min")]
    public Tensor Min(params int[] dims) => Functional.Min(this, dims, keepDim: false);

    /// <inheritdoc cref="Functional.Min(Tensor, int[], bool)"/>
    [Operator("Min")]
    public Tensor Min(int[] dims, bool keepDim) => Functional.Min(this, dims, keepDim);

    /// <inheritdoc cref="Functional.Var(Tensor, int[])"/>
    [Operator("Var")]
    public Tensor Var(params int[] dims) => Functional.Var(this, dims, keepDim: false);

    /// <inheritdoc cref="Functional.Var(Tensor, int[], bool, int)"/>
    [Operator("Var")]
    public Tensor Var(int[] dims, bool keepDim, int correction = 1) => Functional.Var(this, dims, keepDim, correction);

    /// <inheritdoc cref="Functional.Std(Tensor, int[])"/>
    [Operator("Std")]
    public Tensor Std(params int[] dims) => Functional.Std(this, dims, keepDim: false);

    /// <inheritdoc cref="Functional.Std(Tensor, int[], bool, int)"/>
    [Operator("Std")]
    public Tensor Std(int[] dims, bool keepDim, int correction = 1) => Functional.Std(this, dims, keepDim, correction);
}
