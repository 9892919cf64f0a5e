using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>The scalar product of two rows.</summary>
internal static unsafe class DotRow
{
    // Longest run that is added in float32: 16 additions a lane. What runs give is added in float64.
    private const int Longest = 512;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Of<V>(float* left, float* right, nint length)
        where V : struct, IVector<V>
    {
        double total = 0;
        for (; length > Longest; left += Longest, right += Longest, length -= Longest)
            total += Short<V>(left, right, Longest);
        return total + Short<V>(left, right, length);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Short<V>(float* left, float* right, nint length)
        where V : struct, IVector<V>
    {
        Block<V> even = Block<V>.Broadcast(0), odd = even;
        for (; length >= 32; left += 32, right += 32, length -= 32)
        {
            even += Block<V>.Load(left) * Block<V>.Load(right);
            odd += Block<V>.Load(left + 16) * Block<V>.Load(right + 16);
        }

        if (length >= 16)
        {
            even += Block<V>.Load(left) * Block<V>.Load(right);
            left += 16;
            right += 16;
            length -= 16;
        }

        if (length > 0)
            odd += Tail.Load<V>(left, length, 0) * Tail.Load<V>(right, length, 0);
        return Block<V>.Sum(even + odd);
    }
}
