namespace Workflow.Compiled;

/// <content>
/// Arithmetic. Shapes broadcast as in NumPy: they are aligned at their last axes, and an axis of length 1 (or a missing one) is repeated.
/// A number counts as a tensor without axes.
/// </content>
public sealed partial class Tensor
{
    /// <summary>Element-wise sum.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    [Operator("Add")]
    public static Tensor operator +(Tensor left, Tensor right) => Broadcasting.Combine("+", left, right, (a, b) => a + b);

    /// <summary>Adds a number to each element.</summary>
    [Operator("Add")]
    public static Tensor operator +(Tensor left, float right) => Elementwise.Map(left, a => a + right);

    /// <summary>Adds a number to each element.</summary>
    [Operator("Add")]
    public static Tensor operator +(float left, Tensor right) => Elementwise.Map(right, b => left + b);

    /// <summary>Element-wise difference.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    [Operator("Subtract")]
    public static Tensor operator -(Tensor left, Tensor right) => Broadcasting.Combine("-", left, right, (a, b) => a - b);

    /// <summary>Subtracts a number from each element.</summary>
    [Operator("Subtract")]
    public static Tensor operator -(Tensor left, float right) => Elementwise.Map(left, a => a - right);

    /// <summary>Subtracts each element from a number.</summary>
    [Operator("Subtract")]
    public static Tensor operator -(float left, Tensor right) => Elementwise.Map(right, b => left - b);

    /// <summary>Element-wise product; see <see cref="MatMul"/> for that of matrices.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    [Operator("Multiply")]
    public static Tensor operator *(Tensor left, Tensor right) => Broadcasting.Combine("*", left, right, (a, b) => a * b);

    /// <summary>Multiplies each element by a number.</summary>
    [Operator("Multiply")]
    public static Tensor operator *(Tensor left, float right) => Elementwise.Map(left, a => a * right);

    /// <summary>Multiplies each element by a number.</summary>
    [Operator("Multiply")]
    public static Tensor operator *(float left, Tensor right) => Elementwise.Map(right, b => left * b);

    /// <summary>Element-wise quotient.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    [Operator("Divide")]
    public static Tensor operator /(Tensor left, Tensor right) => Broadcasting.Combine("/", left, right, (a, b) => a / b);

    /// <summary>Divides each element by a number.</summary>
    [Operator("Divide")]
    public static Tensor operator /(Tensor left, float right) => Elementwise.Map(left, a => a / right);

    /// <summary>Divides a number by each element.</summary>
    [Operator("Divide")]
    public static Tensor operator /(float left, Tensor right) => Elementwise.Map(right, b => left / b);

    /// <summary>Flips the sign of each element.</summary>
    [Operator("Negate")]
    public static Tensor operator -(Tensor value) => Functional.Neg(value);
}
