namespace Workflow.Compiled.Kernels.Tests;

/// <summary>What is allocated on this thread.</summary>
internal static class Allocations
{
    /// <summary>Whether a call that is repeated allocates nothing.</summary>
    /// <remarks>Waking a thread that fell asleep loads parts of the runtime, once and at some call; a call that itself allocates always does.</remarks>
    public static bool AreNone(Action call)
    {
        call();
        return Enumerable.Range(0, 3).Any(_ => Of(call) == 0);
    }

    private static long Of(Action call)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 3; i++)
            call();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
