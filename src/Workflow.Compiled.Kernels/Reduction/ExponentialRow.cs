using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>The passes over one row of which softmax and cross-entropy consist.</summary>
internal static unsafe class ExponentialRow
{
    // Longest run of exponentials that is added in float32: 16 additions a lane. What runs give is added in float64.
    private const int Longest = 512;

    /// <summary>The largest element; NaN if there is one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Max<V>(float* source, nint length)
        where V : struct, IVector<V>
    {
        var lowest = Block<V>.Broadcast(float.NegativeInfinity);
        Block<V> a = lowest, b = lowest, c = lowest, d = lowest;
        for (; length >= 64; source += 64, length -= 64)
        {
            a = Block<V>.Max(a, Block<V>.Load(source));
            b = Block<V>.Max(b, Block<V>.Load(source + 16));
            c = Block<V>.Max(c, Block<V>.Load(source + 32));
            d = Block<V>.Max(d, Block<V>.Load(source + 48));
        }

        for (; length >= 16; source += 16, length -= 16)
            a = Block<V>.Max(a, Block<V>.Load(source));
        if (length > 0)
            b = Block<V>.Max(b, Tail.Load<V>(source, length, float.NegativeInfinity));
        return Block<V>.MaxAcross(Block<V>.Max(Block<V>.Max(a, c), Block<V>.Max(b, d)));
    }

    /// <summary>The sum of exp(source - shift).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Sum<V>(float* source, nint length, float shift)
        where V : struct, IVector<V>
    {
        double total = 0;
        while (length > 0)
        {
            var run = Math.Min(length, Longest);
            total += ShortSum<V>(source, run, shift, null);
            source += run;
            length -= run;
        }

        return total;
    }

    /// <summary>destination = exp(source - shift); returns the sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Sum<V>(float* source, nint length, float shift, float* destination)
        where V : struct, IVector<V>
    {
        double total = 0;
        while (length > 0)
        {
            var run = Math.Min(length, Longest);
            total += ShortSum<V>(source, run, shift, destination);
            source += run;
            destination += run;
            length -= run;
        }

        return total;
    }

    // A null destination is folded away, as this is inlined into callers that pass the constant.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float ShortSum<V>(float* source, nint length, float shift, float* destination)
        where V : struct, IVector<V>
    {
        var largest = V.Broadcast(shift);
        Block<V> even = Block<V>.Broadcast(0), odd = even;
        nint i = 0;
        for (; i + 32 <= length; i += 32)
        {
            var first = Block<V>.ShiftedExp(Block<V>.Load(source + i), largest);
            var second = Block<V>.ShiftedExp(Block<V>.Load(source + i + 16), largest);
            if (destination != null)
            {
                first.Store(destination + i);
                second.Store(destination + i + 16);
            }

            even += first;
            odd += second;
        }

        if (i + 16 <= length)
        {
            var block = Block<V>.ShiftedExp(Block<V>.Load(source + i), largest);
            if (destination != null)
                block.Store(destination + i);
            even += block;
            i += 16;
        }

        if (i < length)
        {
            // The padding's exponential is 0.
            var block = Block<V>.ShiftedExp(Tail.Load<V>(source + i, length - i, float.NegativeInfinity), largest);
            if (destination != null)
                Tail.Store(block, destination + i, length - i);
            odd += block;
        }

        return Block<V>.Sum(even + odd);
    }
}
