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
}
