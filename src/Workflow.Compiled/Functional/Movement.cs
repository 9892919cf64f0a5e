namespace Workflow.Compiled;

/// <summary>Tensors whose elements are those of other tensors, elsewhere.</summary>
internal static class Movement
{
    /// <summary>Finds the element of the source for an element of the result.</summary>
    /// <param name="place">The place in the result: an index for each axis.</param>
    /// <param name="source">Takes the place in the source.</param>
    public delegate void Origin(ReadOnlySpan<int> place, Span<int> source);

    /// <summary>A tensor each of whose elements is an element of another.</summary>
    /// <param name="input">The source.</param>
    /// <param name="shape">The shape of the result.</param>
    /// <param name="origin">Where each element comes from.</param>
    public static Tensor Gather(Tensor input, Shape shape, Origin origin)
    {
        var result = new Tensor(shape);
        Span<int> place = new int[shape.Rank], source = new int[input.Shape.Rank];
        for (var index = 0; index < shape.ElementCount; index++)
        {
            Unravel(index, shape, place);
            origin(place, source);
            result.Span[index] = input.Span[Ravel(source, input.Shape)];
        }

        return result;
    }

    /// <summary>Repeats a tensor along axes of length 1, and along new leading axes.</summary>
    public static Tensor Repeat(Tensor input, Shape shape)
    {
        var lead = shape.Rank - input.Shape.Rank;
        return Gather(input, shape, (place, source) =>
        {
            for (var axis = 0; axis < source.Length; axis++)
                source[axis] = input.Shape[axis] == 1 ? 0 : place[lead + axis];
        });
    }

    private static void Unravel(int index, Shape shape, Span<int> place)
    {
        for (var axis = shape.Rank - 1; axis >= 0; axis--)
            (index, place[axis]) = Math.DivRem(index, shape[axis]);
    }

    private static int Ravel(ReadOnlySpan<int> place, Shape shape)
    {
        var index = 0;
        for (var axis = 0; axis < shape.Rank; axis++)
            index = index * shape[axis] + place[axis];
        return index;
    }
}
