using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>Elements at equal distances in memory as the lanes of a register.</summary>
public static class Strided
{
    /// <summary>Loads the elements at <paramref name="start"/>, start + stride, start + 2 · stride, and so on: one memory access a lane.</summary>
    /// <param name="source">The memory.</param>
    /// <param name="start">The place of the first lane.</param>
    /// <param name="stride">The distance from one lane to the next.</param>
    /// <exception cref="IndexOutOfRangeException">A lane lies outside of the memory.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Load<V>(ReadOnlySpan<float> source, nint start, nint stride)
        where V : struct, IVector<V>
    {
        var lanes = default(LaneBuffer);
        for (var lane = 0; lane < V.Count; lane++)
            lanes[lane] = source[(int)(start + lane * stride)];
        return V.Load(lanes, 0);
    }

    [InlineArray(16)]
    private struct LaneBuffer
    {
        private float _first;
    }
}
