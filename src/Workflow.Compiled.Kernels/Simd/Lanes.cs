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

    [DoesNotReturn]
    private static void Throw(int length, nint index, int count) => throw new ArgumentOutOfRangeException(
        nameof(index),
        index,
        $"{count} lanes from index {index} on do not lie inside a span of {length} elements.");
}
