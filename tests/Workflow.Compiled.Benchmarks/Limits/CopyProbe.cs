using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Workflow.Compiled.Kernels;

namespace Workflow.Compiled.Benchmarks;

/// <summary>Copies one half of a footprint to the other, from and to whichever cache it fits. Its work is bytes read and written.</summary>
internal sealed unsafe class CopyProbe(int length) : Probe
{
    private readonly AlignedBuffer _buffer = new(length);

    public override double Run()
    {
        var half = length / 2;
        if (Vector512.IsHardwareAccelerated)
            Copy<Lanes16>(_buffer.Pointer, _buffer.Pointer + half, half);
        else
            Copy<Lanes8>(_buffer.Pointer, _buffer.Pointer + half, half);
        return (double)length * sizeof(float);
    }

    public override void Dispose() => _buffer.Dispose();

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Copy<V>(float* source, float* destination, int length)
        where V : struct, IVector<V>
    {
        for (var end = source + length; source < end; source += 4 * V.Count, destination += 4 * V.Count)
        {
            V.Load(source).Store(destination);
            V.Load(source + V.Count).Store(destination + V.Count);
            V.Load(source + 2 * V.Count).Store(destination + 2 * V.Count);
            V.Load(source + 3 * V.Count).Store(destination + 3 * V.Count);
        }
    }
}
