namespace Workflow.Compiled;

/// <content>Comparisons. Each gives 1 where it holds and 0 where not, also beside NaN; shapes broadcast as in arithmetic, and no gradient flows back.</content>
public sealed partial class Tensor
{
    /// <summary>1 where the left element is above the right one, else 0; 0 beside NaN.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    [Operator("Greater")]
    public static Tensor operator >(Tensor left, Tensor right) => Broadcasting.Combine(">", left, right, (a, b) => a > b ? 1 : 0);

    /// <summary>1 where an element is above a number, else 0; 0 beside NaN.</summary>
    [Operator("Greater")]
    public static Tensor operator >(Tensor left, float right) => Elementwise.Map(left, a => a > right ? 1 : 0);

    /// <summary>1 where a number is above an element, else 0; 0 beside NaN.</summary>
    [Operator("Greater")]
    public static Tensor operator >(float left, Tensor right) => Elementwise.Map(right, b => left > b ? 1 : 0);

    /// <summary>1 where the left element is below the right one, else 0; 0 beside NaN.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    [Operator("Less")]
    public static Tensor operator <(Tensor left, Tensor right) => Broadcasting.Combine("<", left, right, (a, b) => a < b ? 1 : 0);

    /// <summary>1 where an element is below a number, else 0; 0 beside NaN.</summary>
    [Operator("Less")]
    public static Tensor operator <(Tensor left, float right) => Elementwise.Map(left, a => a < right ? 1 : 0);

    /// <summary>1 where a number is below an element, else 0; 0 beside NaN.</summary>
    [Operator("Less")]
    public static Tensor operator <(float left, Tensor right) => Elementwise.Map(right, b => left < b ? 1 : 0);

    /// <summary>1 where the left element is not below the right one, else 0; 0 beside NaN.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    [Operator("GreaterOrEqual")]
    public static Tensor operator >=(Tensor left, Tensor right) => Broadcasting.Combine(">=", left, right, (a, b) => a >= b ? 1 : 0);

    /// <summary>1 where an element is not below a number, else 0; 0 beside NaN.</summary>
    [Operator("GreaterOrEqual")]
    public static Tensor operator >=(Tensor left, float right) => Elementwise.Map(left, a => a >= right ? 1 : 0);

    /// <summary>1 where a number is not below an element, else 0; 0 beside NaN.</summary>
    [Operator("GreaterOrEqual")]
    public static Tensor operator >=(float left, Tensor right) => Elementwise.Map(right, b => left >= b ? 1 : 0);

    /// <summary>1 where the left element is not above the right one, else 0; 0 beside NaN.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    [Operator("LessOrEqual")]
    public static Tensor operator <=(Tensor left, Tensor right) => Broadcasting.Combine("<=", left, right, (a, b) => a <= b ? 1 : 0);

    /// <summary>1 where an element is not above a number, else 0; 0 beside NaN.</summary>
    [Operator("LessOrEqual")]
    public static Tensor operator <=(Tensor left, float right) => Elementwise.Map(left, a => a <= right ? 1 : 0);

    /// <summary>1 where a number is not above an element, else 0; 0 beside NaN.</summary>
    [Operator("LessOrEqual")]
    public static Tensor operator <=(float left, Tensor right) => Elementwise.Map(right, b => left <= b ? 1 : 0);
}
