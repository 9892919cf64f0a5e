namespace Workflow.Compiled;

/// <content>Comparisons and what is chosen by them. A comparison gives 1 where it holds and 0 where not, also beside NaN, and lets no gradient through.</content>
public static partial class Functional
{
    /// <summary>1 where the elements are equal, else 0. Shapes broadcast.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.eq.html"/>
    [Operator("Equal")]
    public static Tensor Equal(Tensor input, Tensor other) => Broadcasting.Combine("==", input, other, (a, b) => a == b ? 1 : 0);

    /// <summary>1 where the elements are equal to the number, else 0.</summary>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.eq.html"/>
    [Operator("Equal")]
    public static Tensor Equal(Tensor input, float other) => Elementwise.Map(input, a => a == other ? 1 : 0);

    /// <summary>1 where the elements are not equal, else 0. Shapes broadcast.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.ne.html"/>
    [Operator("NotEqual")]
    public static Tensor NotEqual(Tensor input, Tensor other) => Broadcasting.Combine("!=", input, other, (a, b) => a != b ? 1 : 0);

    /// <summary>1 where the elements are not the number, else 0.</summary>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.ne.html"/>
    [Operator("NotEqual")]
    public static Tensor NotEqual(Tensor input, float other) => Elementwise.Map(input, a => a != other ? 1 : 0);

    /// <summary><paramref name="input"/> where the condition is not 0, else <paramref name="other"/>. Shapes broadcast.</summary>
    /// <param name="condition">Numbers that mean true where they are not 0, such as a comparison gives; no gradient flows to them.</param>
    /// <param name="input">The values where the condition holds.</param>
    /// <param name="other">The values elsewhere.</param>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.where.html"/>
    [Operator("Where")]
    public static Tensor Where(Tensor condition, Tensor input, Tensor other) =>
        Broadcasting.Combine("where", condition, input, other, (c, a, b) => c != 0 ? a : b);

    /// <inheritdoc cref="Where(Tensor, Tensor, Tensor)"/>
    [Operator("Where")]
    public static Tensor Where(Tensor condition, Tensor input, float other) => Where(condition, input, Number(other));

    /// <inheritdoc cref="Where(Tensor, Tensor, Tensor)"/>
    [Operator("Where")]
    public static Tensor Where(Tensor condition, float input, Tensor other) => Where(condition, Number(input), other);

    /// <inheritdoc cref="Where(Tensor, Tensor, Tensor)"/>
    [Operator("Where")]
    public static Tensor Where(Tensor condition, float input, float other) => Elementwise.Map(condition, c => c != 0 ? input : other);

    /// <summary>The larger of two elements; NaN if either is NaN. Where they are equal, each gets half of the gradient. Shapes broadcast.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.maximum.html"/>
    [Operator("Maximum")]
    public static Tensor Maximum(Tensor input, Tensor other) => Broadcasting.Combine("Maximum", input, other, Math.Max);

    /// <summary>The larger of each element and a number; NaN if either is NaN. Where they are equal, the element gets half of the gradient.</summary>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.maximum.html"/>
    [Operator("Maximum")]
    public static Tensor Maximum(Tensor input, float other) => Elementwise.Map(input, a => Math.Max(a, other));

    /// <summary>The smaller of two elements; NaN if either is NaN. Where they are equal, each gets half of the gradient. Shapes broadcast.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.minimum.html"/>
    [Operator("Minimum")]
    public static Tensor Minimum(Tensor input, Tensor other) => Broadcasting.Combine("Minimum", input, other, Math.Min);

    /// <summary>The smaller of each element and a number; NaN if either is NaN. Where they are equal, the element gets half of the gradient.</summary>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.minimum.html"/>
    [Operator("Minimum")]
    public static Tensor Minimum(Tensor input, float other) => Elementwise.Map(input, a => Math.Min(a, other));

    /// <summary>Each element held between two limits: <paramref name="max"/> where they cross. NaN stays NaN.</summary>
    /// <param name="input">x, of any shape.</param>
    /// <param name="min">The lower limit; −∞ for none.</param>
    /// <param name="max">The upper limit; ∞ for none.</param>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.clamp.html"/>
    [Operator("Clamp")]
    public static Tensor Clamp(Tensor input, float min = float.NegativeInfinity, float max = float.PositiveInfinity) =>
        Elementwise.Map(input, x => Math.Min(Math.Max(x, min), max));

    private static Tensor Number(float value) => new([value], []);
}
