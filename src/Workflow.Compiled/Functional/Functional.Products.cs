namespace Workflow.Compiled;

/// <content>Matrix products.</content>
public static partial class Functional
{
    /// <summary>The products of matrices, [..., m, k] and [..., k, n]. The leading axes broadcast: each has one length, or length 1, or is missing.</summary>
    /// <exception cref="ArgumentException">An operand is no matrix, the inner lengths differ, or the leading axes do not broadcast.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.matmul.html"/>
    [Operator("MatMul")]
    public static Tensor MatMul(Tensor input, Tensor other)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(other);
        if (input.Shape.Rank < 2 || other.Shape.Rank < 2)
            throw new ArgumentException($"MatMul multiplies two matrices, but the operands are {input.Shape} and {other.Shape}");
        int rows = input.Shape[^2], inner = input.Shape[^1], columns = other.Shape[^1];
        if (other.Shape[^2] != inner)
            throw new ArgumentException($"MatMul of {input.Shape} and {other.Shape}: the inner lengths {inner} and {other.Shape[^2]} differ");

        var lead = Broadcasting.CommonShape("MatMul", Lead(input), Lead(other));
        var (left, right) = (Movement.Repeat(input, [.. lead, rows, inner]), Movement.Repeat(other, [.. lead, inner, columns]));
        var result = new Tensor([.. lead, rows, columns]);
        for (var row = 0; row < lead.ElementCount * rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                var sum = 0.0;
                for (var i = 0; i < inner; i++)
                    sum += (double)left.Span[row * inner + i] * right.Span[(row / rows * inner + i) * columns + column];
                result.Span[row * columns + column] = (float)sum;
            }
        }

        return result;
    }

    /// <summary>x · Wᵀ + b over the last axis. In compiled code use the layer <see cref="Workflow.Compiled.Linear"/>.</summary>
    /// <param name="input">x, of shape [..., in].</param>
    /// <param name="weight">W, of shape [out, in].</param>
    /// <param name="bias">b, of shape [out]; null for none.</param>
    /// <returns>A tensor of shape [..., out].</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.functional.linear.html"/>
    public static Tensor Linear(Tensor input, Tensor weight, Tensor? bias = null)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(weight);
        if (weight.Shape.Rank != 2)
            throw new ArgumentException($"weight must be [out, in] but is {weight.Shape}", nameof(weight));
        int outputs = weight.Shape[0], inputs = weight.Shape[1];
        if (input.Shape.Rank == 0 || input.Shape[^1] != inputs)
            throw new ArgumentException($"input must be [..., {inputs}] but is {input.Shape}", nameof(input));
        if (bias is not null && bias.Shape != [outputs])
            throw new ArgumentException($"bias must be [{outputs}] but is {bias.Shape}", nameof(bias));

        var result = new Tensor([.. input.Shape.Take(input.Shape.Rank - 1), outputs]);
        for (var i = 0; i < result.Shape.ElementCount; i++)
        {
            int row = i / outputs, output = i % outputs;
            double sum = bias?.Span[output] ?? 0;
            for (var feature = 0; feature < inputs; feature++)
                sum += (double)input.Span[row * inputs + feature] * weight.Span[output * inputs + feature];
            result.Span[i] = (float)sum;
        }

        return result;
    }

    /// <summary>The axes in front of those of a matrix.</summary>
    private static Shape Lead(Tensor tensor) => [.. tensor.Shape.Take(tensor.Shape.Rank - 2)];
}
