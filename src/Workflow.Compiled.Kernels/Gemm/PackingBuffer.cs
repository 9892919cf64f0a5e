using System.Numerics;
using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>Scratch memory of a thread: pinned, on a cache-line border, and kept for the next call.</summary>
internal sealed unsafe class PackingBuffer
{
    private const int CacheLine = 64;
    private float[] _memory = [];
    private float* _start;

    /// <summary>At least so many floats; what they hold is not defined. Grows to powers of two, so that it soon has its final size.</summary>
    public float* Get(nint length)
    {
        if (_memory.Length < length + (CacheLine / sizeof(float)))
            Grow(length);
        return _start;
    }

    private void Grow(nint length)
    {
        var capacity = (int)BitOperations.RoundUpToPowerOf2((uint)length) + (CacheLine / sizeof(float));
        _memory = GC.AllocateUninitializedArray<float>(capacity, pinned: true);
        var address = (nint)Unsafe.AsPointer(ref _memory[0]);
        _start = (float*)((address + CacheLine - 1) & ~(CacheLine - 1));
    }
}
