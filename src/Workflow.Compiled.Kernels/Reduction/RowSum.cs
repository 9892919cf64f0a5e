using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>The sum of neighbouring elements.</summary>
internal static unsafe class RowSum
{
    // Longest run that is added in float32: 16 additions a lane, then a tree of 6 levels. What runs give is added in float64.
    private const int Run = 16 * 4 * 16;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Of<V>(float* source, nint length)
        where V : struct, IVector<V>
    {
        double total = 0;
        for (; length >= Run; source += Run, length -= Run)
            total += Short<V>(source, Run);
        return total + Short<V>(source, length);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Short<V>(float* source, nint length)
        where V : struct, IVector<V>
    {
        var zero = Block<V>.Broadcast(0);
        Block<V> a = zero, b = zero, c = zero, d = zero;
        for (; length >= 64; source += 64, length -= 64)
        {
            a += Block<V>.Load(source);
            b += Block<V>.Load(source + 16);
            c += Block<V>.Load(source + 32);
            d += Block<V>.Load(source + 48);
        }

        for (; length >= 16; source += 16, length -= 16)
            a += Block<V>.Load(source);
        if (length > 0)
            b += Tail.Load<V>(source, length, 0);
        return Block<V>.Sum((a + c) + (b + d));
    }
}
