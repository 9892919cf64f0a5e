using System.Runtime.InteropServices;

namespace Workflow.Compiled.Kernels.Tests;

/// <summary>What holds of every kernel: threads do not change a result, and calls after the first allocate nothing.</summary>
internal static class Steady
{
    /// <summary>Asserts that <paramref name="compute"/> gives the same bits for 1, 2, 3 and 4 threads.</summary>
    public static void SameForAllThreads(Func<float[]> compute)
    {
        using var one = new ThreadCount(1);
        var expected = compute();
        foreach (var threads in (int[])[2, 3, 4])
        {
            using var several = new ThreadCount(threads);
            Assert.True(SameBits(expected, compute()), $"The result with {threads} threads differs.");
        }
    }

    public static bool SameBits(ReadOnlySpan<float> left, ReadOnlySpan<float> right) =>
        MemoryMarshal.AsBytes(left).SequenceEqual(MemoryMarshal.AsBytes(right));

    /// <summary>Asserts that <paramref name="call"/> allocates nothing when it is repeated, on one thread and on two.</summary>
    public static void AllocatesNothing(Action call)
    {
        foreach (var threads in (int[])[1, 2])
        {
            using var count = new ThreadCount(threads);
            Assert.True(Allocations.AreNone(call));
        }
    }
}
