namespace Workflow.Compiled;

/// <content>The order and the number of axes. All copy.</content>
public static partial class Functional
{
    /// <summary>Exchanges two axes.</summary>
    /// <param name="input">The tensor.</param>
    /// <param name="dim0">One axis; negative ones count from the end.</param>
    /// <param name="dim1">The other.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.transpose.html"/>
    [Operator("Transpose")]
    public static Tensor Transpose(Tensor input, int dim0, int dim1)
    {
        ArgumentNullException.ThrowIfNull(input);
        var (first, second) = (Axes.Normalize(dim0, input.Shape, nameof(dim0)), Axes.Normalize(dim1, input.Shape, nameof(dim1)));
        int[] order = [.. Enumerable.Range(0, input.Shape.Rank)];
        (order[first], order[second]) = (second, first);
        return Permute(input, order);
    }

    /// <summary>Puts the axes into another order: axis <c>i</c> of the result is axis <c>dims[i]</c> of the input.</summary>
    /// <param name="input">The tensor.</param>
    /// <param name="dims">Every axis once; negative ones count from the end.</param>
    /// <exception cref="ArgumentException">An axis is missing, is named twice, or does not exist.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.permute.html"/>
    [Operator("Permute")]
    public static Tensor Permute(Tensor input, params int[] dims)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(dims);
        if (dims.Length != input.Shape.Rank)
            throw new ArgumentException($"the order [{string.Join(", ", dims)}] does not name each axis of {input.Shape} once", nameof(dims));
        var order = dims.Length == 0 ? [] : Axes.Normalize(dims, input.Shape, nameof(dims));
        return Movement.Gather(input, [.. order.Select(axis => input.Shape[axis])], (place, source) =>
        {
            for (var axis = 0; axis < order.Length; axis++)
                source[order[axis]] = place[axis];
        });
    }

    /// <summary>Removes an axis of length 1; an axis of another length stays.</summary>
    /// <param name="input">The tensor.</param>
    /// <param name="dim">The axis; negative ones count from the end.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.squeeze.html"/>
    [Operator("Squeeze")]
    public static Tensor Squeeze(Tensor input, int dim)
    {
        ArgumentNullException.ThrowIfNull(input);
        var axis = Axes.Normalize(dim, input.Shape, nameof(dim));
        return new Tensor(input.Span, input.Shape[axis] == 1 ? Axes.Remove(input.Shape, [axis]) : input.Shape);
    }

    /// <summary>Adds an axis of length 1.</summary>
    /// <param name="input">The tensor.</param>
    /// <param name="dim">Where it stands in the result; negative ones count from the end of the result.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such place.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.unsqueeze.html"/>
    [Operator("Unsqueeze")]
    public static Tensor Unsqueeze(Tensor input, int dim)
    {
        ArgumentNullException.ThrowIfNull(input);
        var rank = input.Shape.Rank + 1;
        if (dim < -rank || dim >= rank)
            throw new ArgumentOutOfRangeException(nameof(dim), dim, $"{input.Shape} can be given an axis at the places {-rank} to {rank - 1}");
        var axis = dim < 0 ? dim + rank : dim;
        return new Tensor(input.Span, [.. input.Shape.Take(axis), 1, .. input.Shape.Skip(axis)]);
    }

    /// <summary>Repeats axes of length 1, and adds leading axes.</summary>
    /// <param name="input">The tensor.</param>
    /// <param name="dimensions">The lengths of the result, aligned with the input's at the last axis; −1 for an axis that stays.</param>
    /// <exception cref="ArgumentException">An axis that is not of length 1 would change, or a length is negative or missing.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.Tensor.expand.html"/>
    [Operator("Expand")]
    public static Tensor Expand(Tensor input, params int[] dimensions)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(dimensions);
        var wanted = $"[{string.Join(", ", dimensions)}]";
        var lead = dimensions.Length - input.Shape.Rank;
        if (lead < 0)
            throw new ArgumentException($"{input.Shape} cannot be expanded to {wanted}, which has fewer axes", nameof(dimensions));
        var lengths = new int[dimensions.Length];
        for (var axis = 0; axis < lengths.Length; axis++)
        {
            var stays = axis < lead ? (int?)null : input.Shape[axis - lead];
            lengths[axis] = dimensions[axis] == -1 && stays is { } kept ? kept : dimensions[axis];
            if (lengths[axis] < 0)
                throw new ArgumentException($"{input.Shape} cannot be expanded to {wanted}: {dimensions[axis]} is no length for axis {axis}", nameof(dimensions));
            if (stays is { } length && length != 1 && length != lengths[axis])
                throw new ArgumentException($"{input.Shape} cannot be expanded to {wanted}: an axis of length {length} cannot be repeated to {lengths[axis]}", nameof(dimensions));
        }

        return Movement.Repeat(input, new Shape(lengths));
    }
}
