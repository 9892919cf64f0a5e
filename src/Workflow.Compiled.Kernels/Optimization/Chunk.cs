namespace Workflow.Compiled.Kernels;

/// <summary>How flat spans are cut for threads: a chunk fits the first-level cache and shares no cache line with its neighbours.</summary>
internal static class Chunk
{
    public const int Length = 1024;

    public static int Count(int length) => (int)(((long)length + Length - 1) / Length);
}
