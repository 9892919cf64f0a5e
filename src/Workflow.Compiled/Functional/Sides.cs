namespace Workflow.Compiled;

/// <summary>What convolutions put on both sides of the last axes, in the order of <see cref="Functional.Pad"/>: the last axis first.</summary>
internal static class Sides
{
    /// <summary>The same on both sides.</summary>
    /// <param name="paddings">For each axis, the first one first.</param>
    public static int[] Of(params ReadOnlySpan<int> paddings)
    {
        var sides = new int[2 * paddings.Length];
        for (var axis = 0; axis < paddings.Length; axis++)
            sides.AsSpan(2 * (paddings.Length - 1 - axis), 2).Fill(paddings[axis]);
        return sides;
    }

    /// <summary>What follows from a kernel.</summary>
    /// <param name="padding">What is asked for.</param>
    /// <param name="strides">For each axis.</param>
    /// <param name="kernel">For each axis.</param>
    /// <param name="dilations">For each axis.</param>
    /// <exception cref="ArgumentException">The result cannot be as long as the input, because the stride is not 1.</exception>
    public static int[] Of(Padding padding, ReadOnlySpan<int> strides, ReadOnlySpan<int> kernel, ReadOnlySpan<int> dilations)
    {
        var sides = new int[2 * kernel.Length];
        if (padding == Padding.Valid)
            return sides;
        if (strides.ContainsAnyExcept(1))
            throw new ArgumentException($"the padding Same needs a stride of 1, but it is [{string.Join(", ", strides.ToArray())}]", nameof(padding));
        for (var axis = 0; axis < kernel.Length; axis++)
        {
            var (total, at) = (dilations[axis] * (kernel[axis] - 1), 2 * (kernel.Length - 1 - axis));
            (sides[at], sides[at + 1]) = (total / 2, total - (total / 2));
        }

        return sides;
    }
}
