using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Workflow.Compiled.Kernels;

namespace Workflow.Compiled.Benchmarks;

/// <summary>Reads a footprint again and again, from whichever cache it fits. Its work is bytes.</summary>
internal sealed unsafe class ReadProbe(int length) : Probe
{
    private readonly AlignedBuffer _buffer = new(length);

    public override double Run()
    {
        var sum = Vector512.IsHardwareAccelerated ? Sum<Lanes16>(_buffer.Pointer, length) : Sum<Lanes8>(_buffer.Pointer, length);
        return float.IsNaN(sum) ? 0 : (double)length * sizeof(float); // the sum is used, so the loop is not dead code
    }

    public override void Dispose() => _buffer.Dispose();

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static float Sum<V>(float* source, int length)
        where V : struct, IVector<V>
    {
        V a = V.Zero, b = V.Zero, c = V.Zero, d = V.Zero, e = V.Zero, f = V.Zero, g = V.Zero, h = V.Zero;
        for (var end = source + length; source < end; source += 8 * V.Count)
        {
            a += V.Load(source);
            b += V.Load(source + V.Count);
            c += V.Load(source + 2 * V.Count);
            d += V.Load(source + 3 * V.Count);
            e += V.Load(source + 4 * V.Count);
            f += V.Load(source + 5 * V.Count);
            g += V.Load(source + 6 * V.Count);
            h += V.Load(source + 7 * V.Count);
        }

        return V.Sum(a + b + c + d + e + f + g + h);
    }
}
