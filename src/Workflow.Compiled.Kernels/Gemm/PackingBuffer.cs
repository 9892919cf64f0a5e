using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>Scratch memory of a thread: pinned, on a cache-line border, and kept for the next call.</summary>
internal sealed unsafe class PackingBuffer
{
    private const int CacheLine = 64;
    private float[] _memory = [];
    private float* _start;

    /// <summary>At least so many floats; what they hold is not defined.</summary>
    public float* Get(nint length)
    {
        if (_memory.Length < length + (CacheLine / sizeof(float)))
            Grow(length);
        return _start;
    }

    private void Grow(nint length)
    {
        _memory = GC.AllocateUninitializedArray<float>((int)length + (CacheLine / sizeof(float)), pinned: true);
        var address = (nint)Unsafe.AsPointer(ref _memory[0]);
        _start = (float*)((address + CacheLine - 1) & ~(CacheLine - 1));
    }
}
