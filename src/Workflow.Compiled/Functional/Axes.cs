namespace Workflow.Compiled;

/// <summary>Axes as users write them: negative ones count from the end.</summary>
internal static class Axes
{
    /// <summary>The axis counted from the front.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The shape has no such axis.</exception>
    public static int Normalize(int axis, Shape shape, string parameterName) =>
        axis >= -shape.Rank && axis < shape.Rank
            ? (axis + shape.Rank) % shape.Rank
            : throw new ArgumentOutOfRangeException(parameterName, axis, shape.Rank == 0
                ? $"{shape} is a single number and has no axes"
                : $"{shape} has the axes {-shape.Rank} to {shape.Rank - 1}");

    /// <summary>The axes counted from the front; all axes when none is given.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The shape has no such axis.</exception>
    /// <exception cref="ArgumentException">An axis is given twice.</exception>
    public static int[] Normalize(IReadOnlyList<int> axes, Shape shape, string parameterName)
    {
        if (axes.Count == 0)
            return [.. Enumerable.Range(0, shape.Rank)];
        int[] normal = [.. axes.Select(axis => Normalize(axis, shape, parameterName))];
        return normal.Distinct().Count() == normal.Length
            ? normal
            : throw new ArgumentException($"the axes [{string.Join(", ", axes)}] of {shape} name one axis twice", parameterName);
    }

    /// <summary>The shape without some axes.</summary>
    public static Shape Remove(Shape shape, IReadOnlyCollection<int> axes) =>
        [.. shape.Where((_, axis) => !axes.Contains(axis))];

    /// <summary>The shape with some axes shortened to length 1.</summary>
    public static Shape Shorten(Shape shape, IReadOnlyCollection<int> axes) =>
        [.. shape.Select((length, axis) => axes.Contains(axis) ? 1 : length)];
}
