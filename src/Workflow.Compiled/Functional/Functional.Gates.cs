namespace Workflow.Compiled;

/// <content>Gated linear units: one half of a tensor is the gate of the other.</content>
public static partial class Functional
{
    /// <summary>a · sigmoid(b), where a and b are the halves of the input along an axis.</summary>
    /// <param name="input">[a, b], with an even length along the axis.</param>
    /// <param name="dim">The axis; negative ones count from the end.</param>
    /// <exception cref="ArgumentException">There is no such axis, or its length is odd.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.functional.glu.html"/>
    [Operator("Glu")]
    public static Tensor Glu(Tensor input, int dim = -1)
    {
        var (value, gate) = Halves("Glu", input, dim);
        return Broadcasting.Combine("Glu", value, gate, (a, b) => a * ScalarMath.Sigmoid(b));
    }

    /// <summary>silu(a) · b, where a and b are the halves of the input along an axis: the gate comes first.</summary>
    /// <param name="input">[a, b], with an even length along the axis.</param>
    /// <param name="dim">The axis; negative ones count from the end.</param>
    /// <remarks>N. Shazeer: GLU variants improve transformer (2020).</remarks>
    /// <exception cref="ArgumentException">There is no such axis, or its length is odd.</exception>
    [Operator("SwiGlu")]
    public static Tensor SwiGlu(Tensor input, int dim = -1)
    {
        var (gate, value) = Halves("SwiGlu", input, dim);
        return Broadcasting.Combine("SwiGlu", gate, value, (a, b) => a * ScalarMath.Sigmoid(a) * b);
    }

    private static (Tensor First, Tensor Second) Halves(string name, Tensor input, int dim)
    {
        ArgumentNullException.ThrowIfNull(input);
        var length = input.Shape[Axes.Normalize(dim, input.Shape, nameof(dim))];
        if (length % 2 != 0)
            throw new ArgumentException($"{name} halves axis {dim} of {input.Shape}, but its length {length} is odd", nameof(input));
        return (Slice(input, dim, 0, length / 2), Slice(input, dim, length / 2, length));
    }
}
