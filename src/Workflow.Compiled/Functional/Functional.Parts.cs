namespace Workflow.Compiled;

/// <content>Parts of tensors, and tensors from parts. All copy.</content>
public static partial class Functional
{
    /// <summary>Joins tensors along an axis that they have.</summary>
    /// <param name="tensors">The tensors, at least one; their other axes have equal lengths.</param>
    /// <param name="dim">The axis; negative ones count from the end.</param>
    /// <exception cref="ArgumentException">There is no tensor or no such axis, or the shapes do not fit.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.cat.html"/>
    [Operator("Concat")]
    public static Tensor Concat(Tensor[] tensors, int dim = 0)
    {
        var first = First(tensors);
        var axis = Axes.Normalize(dim, first.Shape, nameof(dim));
        foreach (var tensor in tensors)
        {
            if (tensor.Shape.Rank != first.Shape.Rank || Axes.Shorten(tensor.Shape, [axis]) != Axes.Shorten(first.Shape, [axis]))
                throw new ArgumentException($"{first.Shape} and {tensor.Shape} cannot be joined along axis {dim}: their other axes differ", nameof(tensors));
        }

        int outer = first.Shape.Product(0, axis), inner = first.Shape.Product(axis + 1, first.Shape.Rank);
        int[] lengths = [.. first.Shape];
        lengths[axis] = tensors.Sum(tensor => tensor.Shape[axis]);
        var result = new Tensor(new Shape(lengths));
        var written = 0;
        for (var line = 0; line < outer; line++)
        {
            foreach (var tensor in tensors)
            {
                var count = tensor.Shape[axis] * inner;
                tensor.Span.Slice(line * count, count).CopyTo(result.Span[written..]);
                written += count;
            }
        }

        return result;
    }

    /// <summary>Joins tensors of one shape along a new axis.</summary>
    /// <param name="tensors">The tensors, at least one.</param>
    /// <param name="dim">Where the axis stands in the result; negative ones count from the end of the result.</param>
    /// <exception cref="ArgumentException">There is no tensor or no such place, or the shapes differ.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.stack.html"/>
    [Operator("Stack")]
    public static Tensor Stack(Tensor[] tensors, int dim = 0)
    {
        var first = First(tensors);
        if (tensors.FirstOrDefault(tensor => tensor.Shape != first.Shape) is { } other)
            throw new ArgumentException($"{first.Shape} and {other.Shape} cannot be stacked: their shapes differ", nameof(tensors));
        return Concat([.. tensors.Select(tensor => Unsqueeze(tensor, dim))], dim);
    }

    /// <summary>Cuts a tensor along an axis into parts of one length, of which the last may be shorter.</summary>
    /// <param name="input">The tensor.</param>
    /// <param name="splitSize">The length of a part, at least 1.</param>
    /// <param name="dim">The axis; negative ones count from the end.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis, or the length is less than 1.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.split.html"/>
    [Operator("Split")]
    public static Tensor[] Split(Tensor input, int splitSize, int dim = 0)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentOutOfRangeException.ThrowIfLessThan(splitSize, 1);
        var length = input.Shape[Axes.Normalize(dim, input.Shape, nameof(dim))];
        // An empty axis has one part, as in PyTorch.
        var count = Math.Max(1, (length + splitSize - 1) / splitSize);
        return [.. Enumerable.Range(0, count).Select(part => Slice(input, dim, part * splitSize, Math.Min(length, (part + 1) * splitSize)))];
    }

    /// <summary>Cuts a tensor along an axis into parts of given lengths.</summary>
    /// <param name="input">The tensor.</param>
    /// <param name="splitSizes">The lengths of the parts; they add up to that of the axis.</param>
    /// <param name="dim">The axis; negative ones count from the end.</param>
    /// <exception cref="ArgumentException">There is no such axis, or the lengths do not add up to that of the axis.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.split.html"/>
    [Operator("Split")]
    public static Tensor[] Split(Tensor input, int[] splitSizes, int dim = 0)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(splitSizes);
        var length = input.Shape[Axes.Normalize(dim, input.Shape, nameof(dim))];
        if (splitSizes.Any(size => size < 0) || splitSizes.Sum(size => (long)size) != length)
            throw new ArgumentException($"{input.Shape} cannot be split into [{string.Join(", ", splitSizes)}]: axis {dim} has length {length}", nameof(splitSizes));
        var start = 0;
        return [.. splitSizes.Select(size => Slice(input, dim, start, start += size))];
    }

    /// <summary>
    /// Cuts a tensor along an axis into parts of one length, of which the last may be shorter. There may be fewer parts than asked for: 6 elements
    /// in 4 chunks are 3 parts of 2.
    /// </summary>
    /// <param name="input">The tensor.</param>
    /// <param name="chunks">The number of parts, at least 1.</param>
    /// <param name="dim">The axis; negative ones count from the end.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis, or the number is less than 1.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.chunk.html"/>
    [Operator("Chunk")]
    public static Tensor[] Chunk(Tensor input, int chunks, int dim = 0)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentOutOfRangeException.ThrowIfLessThan(chunks, 1);
        var length = input.Shape[Axes.Normalize(dim, input.Shape, nameof(dim))];
        return length == 0
            ? [.. Enumerable.Range(0, chunks).Select(_ => new Tensor(input.Shape))]
            : Split(input, (length - 1) / chunks + 1, dim);
    }

    /// <summary>Some of the elements along an axis.</summary>
    /// <param name="input">The tensor.</param>
    /// <param name="dim">The axis; negative ones count from the end.</param>
    /// <param name="start">The first place; negative ones count from the end, and places outside of the axis mean its border, as in PyTorch.</param>
    /// <param name="end">The place behind the last.</param>
    /// <param name="step">From one place to the next, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis, or the step is less than 1.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.narrow.html"/>
    [Operator("Slice")]
    public static Tensor Slice(Tensor input, int dim, int start = 0, int end = int.MaxValue, int step = 1)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentOutOfRangeException.ThrowIfLessThan(step, 1);
        var axis = Axes.Normalize(dim, input.Shape, nameof(dim));
        var length = input.Shape[axis];
        int from = Math.Clamp(start < 0 ? start + length : start, 0, length), to = Math.Clamp(end < 0 ? end + length : end, from, length);
        int[] lengths = [.. input.Shape];
        // As a long: a step may be near the largest int.
        lengths[axis] = (int)((to - from + (long)step - 1) / step);
        return Movement.Gather(input, new Shape(lengths), (place, source) =>
        {
            place.CopyTo(source);
            source[axis] = from + place[axis] * step;
        });
    }

    /// <summary>The elements at one place of an axis, which vanishes from the shape.</summary>
    /// <param name="input">The tensor.</param>
    /// <param name="dim">The axis; negative ones count from the end.</param>
    /// <param name="index">The place; negative ones count from the end.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis or place.</exception>
    /// <seealso href="https://pytorch.org/docs/stable/generated/torch.select.html"/>
    [Operator("Select")]
    public static Tensor Select(Tensor input, int dim, int index)
    {
        ArgumentNullException.ThrowIfNull(input);
        var axis = Axes.Normalize(dim, input.Shape, nameof(dim));
        var length = input.Shape[axis];
        if (index < -length || index >= length)
            throw new ArgumentOutOfRangeException(nameof(index), index, $"axis {dim} of {input.Shape} has {(length == 0 ? "no places" : $"the places {-length} to {length - 1}")}");
        var place = index < 0 ? index + length : index;
        return new Tensor(Slice(input, axis, place, place + 1).Span, Axes.Remove(input.Shape, [axis]));
    }

    private static Tensor First(Tensor[] tensors)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        if (Array.IndexOf(tensors, null) is >= 0 and var missing)
            throw new ArgumentException($"tensor {missing} is null", nameof(tensors));
        return tensors.Length > 0 ? tensors[0] : throw new ArgumentException("there is no tensor to join", nameof(tensors));
    }
}
