using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Passes;

/// <summary>
/// The order in which kernels see images: users write [batch, channels, height, width], in memory the channels of a pixel are neighbours. An image
/// that a kernel gives is a view of that memory, with the axes that the user expects; what is made of it element by element is laid out alike.
/// </summary>
internal static class ChannelsLast
{
    /// <summary>Whether a value lies with its channels as neighbours, and not also as its shape says.</summary>
    public static bool Is(View view, Shape shape) =>
        shape.Rank > 2
        && !ShapeRules.IsOne(shape[1])
        && view.Strides[1].Equals(1)
        && Enumerable.Range(2, shape.Rank - 2).Any(axis => !ShapeRules.IsOne(shape[axis]) && !view.Strides[axis].Equals(0));

    /// <summary>The axes in the order of memory: batch, height, width, channels.</summary>
    public static int[] Order(int rank) => [0, .. Enumerable.Range(2, rank - 2), 1];

    /// <summary>The place of an axis in the order of memory.</summary>
    public static int PlaceOf(int axis, int rank) => axis switch
    {
        0 => 0,
        1 => rank - 1,
        _ => axis - 1,
    };

    /// <summary>The axes of memory in the order that users write.</summary>
    public static int[] Inverse(int rank) => [.. Enumerable.Range(0, rank).Select(axis => PlaceOf(axis, rank))];

    /// <summary>A shape in the order of memory.</summary>
    public static Shape Of(Shape shape) => Shape.Of([.. Order(shape.Rank).Select(axis => shape[axis])]);
}
