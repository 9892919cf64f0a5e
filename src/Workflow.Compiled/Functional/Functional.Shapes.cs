namespace Workflow.Compiled;

/// <content>Operations that change the shape only.</content>
public static partial class Functional
{
    /// <summary>Joins the axes from <paramref name="startDim"/> to <paramref name="endDim"/>, both included, into one. Copies.</summary>
    /// <param name="input">The tensor; a single number becomes a tensor of one axis.</param>
    /// <param name="startDim">The first axis to join; negative ones count from the end.</param>
    /// <param name="endDim">The last axis to join.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="ArgumentException"><paramref name="startDim"/> comes after <paramref name="endDim"/>.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.flatten.html"/>
    [Operator("Flatten")]
    public static Tensor Flatten(Tensor input, int startDim = 0, int endDim = -1)
    {
        ArgumentNullException.ThrowIfNull(input);
        var shape = input.Shape.Rank == 0 ? [1] : input.Shape;
        var start = Axes.Normalize(startDim, shape, nameof(startDim));
        var end = Axes.Normalize(endDim, shape, nameof(endDim));
        if (start > end)
            throw new ArgumentException($"startDim {startDim} comes after endDim {endDim} in {shape}", nameof(startDim));
        return new Tensor(input.Span, [.. shape.Take(start), shape.Product(start, end + 1), .. shape.Skip(end + 1)]);
    }

    /// <summary>The same elements in the same order under another shape. Copies.</summary>
    /// <param name="input">The tensor.</param>
    /// <param name="dimensions">The new lengths; one of them may be −1 and follows from the number of elements.</param>
    /// <exception cref="ArgumentException">The number of elements would change, or more than one length is −1.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A length is below −1.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.reshape.html"/>
    [Operator("Reshape")]
    public static Tensor Reshape(Tensor input, params int[] dimensions)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(dimensions);
        var wanted = $"[{string.Join(", ", dimensions)}]";
        var open = Array.IndexOf(dimensions, -1);
        if (open != Array.LastIndexOf(dimensions, -1))
            throw new ArgumentException($"{wanted}: only one length can follow from the others", nameof(dimensions));

        var lengths = dimensions.ToArray();
        if (open >= 0)
        {
            lengths[open] = 1;
            var known = new Shape(lengths).ElementCount;
            if (known == 0 || input.Shape.ElementCount % known != 0)
                throw new ArgumentException($"{input.Shape} cannot be reshaped to {wanted}: {known} does not divide {input.Shape.ElementCount}", nameof(dimensions));
            lengths[open] = input.Shape.ElementCount / known;
        }

        var shape = new Shape(lengths);
        return shape.ElementCount == input.Shape.ElementCount
            ? new Tensor(input.Span, shape)
            : throw new ArgumentException(
                $"{input.Shape} cannot be reshaped to {wanted}: {shape.ElementCount} elements, not {input.Shape.ElementCount}", nameof(dimensions));
    }
}
