using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>What label smoothing does to a row; null stands for weights of 1.</summary>
internal static unsafe class WeightedRow
{
    // Longest run that is added in float32: 32 additions a lane. What runs give is added in float64.
    private const int Longest = 512;

    /// <summary>The sum of weights * (source - shift).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Sum<V>(float* source, nint length, float shift, float* weights)
        where V : struct, IVector<V>
    {
        double total = 0;
        for (nint i = 0; i < length; i += Longest)
            total += ShortSum<V>(source + i, Math.Min(length - i, Longest), shift, weights == null ? null : weights + i);
        return total;
    }

    /// <summary>destination -= share * weights</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Subtract<V>(float* destination, nint length, float share, float* weights)
        where V : struct, IVector<V>
    {
        nint i = 0;
        for (; i + V.Count <= length; i += V.Count)
        {
            var part = V.Broadcast(share);
            (V.Load(destination + i) - (weights == null ? part : part * V.Load(weights + i))).Store(destination + i);
        }

        for (; i < length; i++)
            destination[i] -= weights == null ? share : share * weights[i];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float ShortSum<V>(float* source, nint length, float shift, float* weights)
        where V : struct, IVector<V>
    {
        var negative = Block<V>.Broadcast(-shift);
        var sum = Block<V>.Broadcast(0);
        nint i = 0;
        for (; i + Block<V>.Count <= length; i += Block<V>.Count)
        {
            var shifted = Block<V>.Load(source + i) + negative;
            sum += weights == null ? shifted : shifted * Block<V>.Load(weights + i);
        }

        if (i < length)
        {
            // The padding is shifted to 0.
            var shifted = Tail.Load<V>(source + i, length - i, shift) + negative;
            sum += weights == null ? shifted : shifted * Tail.Load<V>(weights + i, length - i, 0);
        }

        return Block<V>.Sum(sum);
    }
}
