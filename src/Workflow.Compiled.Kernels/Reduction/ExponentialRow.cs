using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>The passes over one row of which softmax and cross-entropy consist.</summary>
internal static unsafe class ExponentialRow
{
    // Longest run of exponentials that is added in float32: 32 additions a lane. What runs give is added in float64.
    private const int Longest = 512;

    /// <summary>Finds the largest element and gives the sum of exp(source - largest); these powers go to the destination, unless it is null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum<V>(float* source, nint length, float* destination, out float largest)
        where V : struct, IVector<V>
    {
        if (length < Block<V>.Count)
            return NarrowSum<V>(source, length, destination, out largest);
        largest = ExtremeRows<Largest>.Of<V>(source, length);
        return LongSum<V>(source, length, largest, destination);
    }

    /// <summary>destination = exp(source - shift) * factor</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Scaled<V>(float* source, nint length, float shift, float factor, float* destination)
        where V : struct, IVector<V>
    {
        var (shifts, factors) = (V.Broadcast(shift), Block<V>.Broadcast(factor));
        for (nint i = 0; i < length; i += Block<V>.Count)
        {
            var isWhole = length - i >= Block<V>.Count;
            var power = factors * Block<V>.ShiftedExp(isWhole ? Block<V>.Load(source + i) : Tail.Load<V>(source + i, length - i, shift), shifts);
            if (isWhole)
                power.Store(destination + i);
            else
                Tail.Store(power, destination + i, length - i);
        }
    }

    // A row of less than a block is loaded once.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float NarrowSum<V>(float* source, nint length, float* destination, out float largest)
        where V : struct, IVector<V>
    {
        var block = Tail.Load<V>(source, length, float.NegativeInfinity);
        largest = Block<V>.MaxAcross(block);
        var powers = Block<V>.ShiftedExp(block, V.Broadcast(largest));
        if (destination != null)
            Tail.Store(powers, destination, length);
        return Block<V>.Sum(powers);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double LongSum<V>(float* source, nint length, float shift, float* destination)
        where V : struct, IVector<V>
    {
        double total = 0;
        for (nint i = 0; i < length; i += Longest)
            total += ShortSum<V>(source + i, Math.Min(length - i, Longest), shift, destination == null ? null : destination + i);
        return total;
    }

    // The exponential is inlined at one place only: twice, and the compiler's budget for inlining is spent.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float ShortSum<V>(float* source, nint length, float shift, float* destination)
        where V : struct, IVector<V>
    {
        var largest = V.Broadcast(shift);
        var sum = Block<V>.Broadcast(0);
        for (nint i = 0; i < length; i += Block<V>.Count)
        {
            // The exponential of the padding is 0.
            var isWhole = length - i >= Block<V>.Count;
            var power = Block<V>.ShiftedExp(isWhole ? Block<V>.Load(source + i) : Tail.Load<V>(source + i, length - i, float.NegativeInfinity), largest);
            sum += power;
            if (destination == null)
                continue;
            if (isWhole)
                power.Store(destination + i);
            else
                Tail.Store(power, destination + i, length - i);
        }

        return Block<V>.Sum(sum);
    }
}
