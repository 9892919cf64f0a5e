using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>What all widths share.</summary>
internal static class Lanes
{
    /// <summary>Throws unless all lanes lie inside a span; one comparison where they do.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Check(int length, nint index, int count)
    {
        if (index < 0 || (nuint)(index + count) > (nuint)(uint)length)
            Throw(length, index, count);
    }

    /// <summary>Scales in two steps where one factor could leave the range; the first is exact, so the result is rounded once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V ScaleTwice<V>(V value, V exponent)
        where V : struct, IVector<V>
    {
        var half = V.Round(exponent * V.Broadcast(0.5f));
        return value * V.PowerOfTwo(half) * V.PowerOfTwo(exponent - half);
    }

    [DoesNotReturn]
    private static void Throw(int length, nint index, int count) => throw new ArgumentOutOfRangeException(
        nameof(index),
        index,
        $"{count} lanes from index {index} on do not lie inside a span of {length} elements.");
}
