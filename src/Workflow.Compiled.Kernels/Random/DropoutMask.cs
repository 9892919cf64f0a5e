using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>The random factors of dropout, computed wherever they are needed and never stored.</summary>
public static class DropoutMask
{
    /// <summary>
    /// The factors of elements <paramref name="index"/> on: 0 with probability <paramref name="rate"/>, else 1 / (1 - rate), so that the
    /// expectation of an element is kept.
    /// </summary>
    /// <param name="key">The seed, step and site of the mask; the backward pass asks with the same key.</param>
    /// <param name="index">The index of the first lane's element in its tensor.</param>
    /// <param name="rate">From 0 to 1, both included.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Scale<V>(in PhiloxKey key, nint index, float rate)
        where V : struct, IVector<V>
    {
        // Scaling by a power of two is exact: it is done once for the rate and not for every number.
        var isDropped = V.LessThan(Philox.Upper24Bits<V>(key, index), V.Broadcast(rate * (1 << 24)));
        return V.Select(isDropped, V.Zero, V.Broadcast(1 / (1 - rate)));
    }

    /// <summary>The factor of one element.</summary>
    /// <inheritdoc cref="Scale{V}"/>
    public static float Scale(in PhiloxKey key, long index, float rate) => Philox.Uniform(key, index) < rate ? 0 : 1 / (1 - rate);
}
