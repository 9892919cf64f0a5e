using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Workflow.Compiled.Kernels;

namespace Workflow.Compiled.Benchmarks;

/// <summary>Multiply-adds that touch registers only: no program can do more. Its work is floating point operations.</summary>
internal sealed class MultiplyAddProbe : Probe
{
    private const int Accumulators = 12;
    private const int Steps = 20_000;

    public override double Run()
    {
        if (Vector512.IsHardwareAccelerated)
            return Run<Lanes16>();
        return Vector256.IsHardwareAccelerated ? Run<Lanes8>() : Run<Lanes4>();
    }

    // Twelve independent chains: more than the latency (4 cycles) times the units (2) of the processors we know, and with the two operands they fit 16 registers.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static double Run<V>()
        where V : struct, IVector<V>
    {
        V factor = V.Broadcast(0.999f), term = V.Broadcast(0.001f);
        V a0 = V.One, a1 = V.One, a2 = V.One, a3 = V.One, a4 = V.One, a5 = V.One, a6 = V.One, a7 = V.One;
        V b0 = V.One, b1 = V.One, b2 = V.One, b3 = V.One;
        for (var step = 0; step < Steps; step++)
        {
            a0 = V.MultiplyAdd(a0, factor, term);
            a1 = V.MultiplyAdd(a1, factor, term);
            a2 = V.MultiplyAdd(a2, factor, term);
            a3 = V.MultiplyAdd(a3, factor, term);
            a4 = V.MultiplyAdd(a4, factor, term);
            a5 = V.MultiplyAdd(a5, factor, term);
            a6 = V.MultiplyAdd(a6, factor, term);
            a7 = V.MultiplyAdd(a7, factor, term);
            b0 = V.MultiplyAdd(b0, factor, term);
            b1 = V.MultiplyAdd(b1, factor, term);
            b2 = V.MultiplyAdd(b2, factor, term);
            b3 = V.MultiplyAdd(b3, factor, term);
        }

        var sum = V.Sum(a0 + a1 + a2 + a3 + a4 + a5 + a6 + a7 + b0 + b1 + b2 + b3);
        return float.IsNaN(sum) ? 0 : 2.0 * V.Count * Accumulators * Steps; // the sum is used, so the loop is not dead code
    }
}
