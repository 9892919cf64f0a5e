using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>The sums of the rows of a row-major matrix; a unit is a row.</summary>
internal readonly unsafe struct RowSums(float* source, nint length, float* destination, double divisor) : IRangeKernel
{
    // Longest run that is added in float32: 16 additions a lane, then a tree of 6 levels. What runs give is added in float64.
    private const int Longest = 1024;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<V>(nint from, nint to)
        where V : struct, IVector<V>
    {
        for (var row = from; row < to; row++)
            destination[row] = (float)(Sum<V>(source + row * length, length) / divisor);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum<V>(float* source, nint length)
        where V : struct, IVector<V>
    {
        double total = 0;
        for (; length > Longest; source += Longest, length -= Longest)
            total += ShortSum<V>(source, Longest);
        return total + ShortSum<V>(source, length);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float ShortSum<V>(float* source, nint length)
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
