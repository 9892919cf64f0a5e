namespace Workflow.Compiled;

/// <content>Tensors of one number: the state before a first step, a mask, a target. Lengths may be those of others: <c>Zeros(x.Shape[0], hidden)</c>.</content>
public static partial class Functional
{
    /// <summary>A tensor of zeros.</summary>
    /// <param name="dimensions">Its lengths.</param>
    /// <exception cref="ArgumentException">A length is negative.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.zeros.html"/>
    [Operator("Zeros")]
    public static Tensor Zeros(params int[] dimensions) => Full(dimensions, 0);

    /// <summary>A tensor of ones.</summary>
    /// <param name="dimensions">Its lengths.</param>
    /// <exception cref="ArgumentException">A length is negative.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.ones.html"/>
    [Operator("Ones")]
    public static Tensor Ones(params int[] dimensions) => Full(dimensions, 1);

    /// <summary>A tensor of one number.</summary>
    /// <param name="dimensions">Its lengths.</param>
    /// <param name="value">The number.</param>
    /// <exception cref="ArgumentException">A length is negative.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.full.html"/>
    [Operator("Full")]
    public static Tensor Full(int[] dimensions, float value)
    {
        ArgumentNullException.ThrowIfNull(dimensions);
        var tensor = new Tensor([.. dimensions]);
        tensor.Span.Fill(value);
        return tensor;
    }
}
