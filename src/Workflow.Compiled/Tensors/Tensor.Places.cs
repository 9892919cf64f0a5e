namespace Workflow.Compiled;

/// <content>Places of the largest and smallest values.</content>
public sealed partial class Tensor
{
    /// <summary>The place of the largest value in row-major order: the first of equals, and the first NaN if there is one, as in PyTorch.</summary>
    /// <exception cref="InvalidOperationException">The tensor has no elements.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.argmax.html"/>
    public int ArgMax() => Shape.ElementCount > 0
        ? IndexOfMax(Span)
        : throw new InvalidOperationException($"a tensor of shape {Shape} has no largest element");

    /// <summary>The places of the largest values along an axis.</summary>
    /// <param name="dim">The axis; negative ones count from the end.</param>
    /// <param name="keepDim">Whether the axis stays, with length 1; else it vanishes from the shape.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="InvalidOperationException">The axis has length 0.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.argmax.html"/>
    [Operator("ArgMax")]
    public IndexTensor ArgMax(int dim, bool keepDim = false) => ArgAlong(dim, keepDim, "largest", IndexOfMax);

    /// <summary>The place of the smallest value in row-major order: the first of equals, and the first NaN if there is one, as in PyTorch.</summary>
    /// <exception cref="InvalidOperationException">The tensor has no elements.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.argmin.html"/>
    public int ArgMin() => Shape.ElementCount > 0
        ? IndexOfMin(Span)
        : throw new InvalidOperationException($"a tensor of shape {Shape} has no smallest element");

    /// <summary>The places of the smallest values along an axis.</summary>
    /// <param name="dim">The axis; negative ones count from the end.</param>
    /// <param name="keepDim">Whether the axis stays, with length 1; else it vanishes from the shape.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="InvalidOperationException">The axis has length 0.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.argmin.html"/>
    [Operator("ArgMin")]
    public IndexTensor ArgMin(int dim, bool keepDim = false) => ArgAlong(dim, keepDim, "smallest", IndexOfMin);

    private IndexTensor ArgAlong(int dim, bool keepDim, string wanted, Func<ReadOnlySpan<float>, int> find)
    {
        var axis = Axes.Normalize(dim, Shape, nameof(dim));
        if (Shape[axis] == 0)
            throw new InvalidOperationException($"axis {dim} of {Shape} is empty: it has no {wanted} element");
        int outer = Shape.Product(0, axis), length = Shape[axis], inner = Shape.Product(axis + 1, Shape.Rank);
        var result = new IndexTensor(keepDim ? Axes.Shorten(Shape, [axis]) : Axes.Remove(Shape, [axis]));
        Span<float> line = new float[length];
        for (var place = 0; place < outer * inner; place++)
        {
            var first = place / inner * length * inner + place % inner;
            for (var i = 0; i < length; i++)
                line[i] = Span[first + i * inner];
            result.Span[place] = find(line);
        }

        return result;
    }

    private static int IndexOfMax(ReadOnlySpan<float> values) => IndexOf(values, (value, best) => value > best);

    private static int IndexOfMin(ReadOnlySpan<float> values) => IndexOf(values, (value, best) => value < best);

    private static int IndexOf(ReadOnlySpan<float> values, Func<float, float, bool> wins)
    {
        var best = 0;
        for (var i = 0; i < values.Length; i++)
        {
            if (float.IsNaN(values[i]))
                return i;
            if (wins(values[i], values[best]))
                best = i;
        }

        return best;
    }
}
