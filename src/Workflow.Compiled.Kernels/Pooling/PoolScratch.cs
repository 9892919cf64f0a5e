namespace Workflow.Compiled.Kernels;

/// <summary>The memory in which a thread keeps a part of an image from or to a pool.</summary>
internal static unsafe class PoolScratch
{
    [ThreadStatic]
    private static PackingBuffer? _buffer;

    public static float* Get(nint length) => (_buffer ??= new PackingBuffer()).Get(length);
}
