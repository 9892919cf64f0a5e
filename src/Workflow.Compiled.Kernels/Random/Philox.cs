using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Workflow.Compiled.Kernels;

/// <summary>
/// Counter-based random numbers (Philox4x32-10): number <c>index</c> of a sequence is computed from the key and the index alone, so results
/// depend neither on the order nor on the register width nor on the thread that asks.
/// </summary>
public static class Philox
{
    // The upper 24 bits of a word, as many as a float32 significand holds.
    private const int DroppedBits = 8;
    private const float Unit = 1f / (1 << 24);

    /// <summary>Word <paramref name="index"/> of a sequence: 32 random bits.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index is negative.</exception>
    public static uint Bits(in PhiloxKey key, long index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        return PhiloxBlock.Of(key, (ulong)index >> 2)[(int)(index & 3)];
    }

    /// <summary>Number <paramref name="index"/> of a sequence, uniform in [0, 1): a multiple of 2^-24.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index is negative.</exception>
    public static float Uniform(in PhiloxKey key, long index) => ToUniform(Bits(key, index));

    /// <summary>The <typeparamref name="V"/>.Count numbers from <paramref name="index"/> on, the same as one by one.</summary>
    /// <remarks>
    /// Where the index is a multiple of 4 each block of the generator is computed once, by about five instructions a round for a whole
    /// register; elsewhere twice.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Uniform<V>(in PhiloxKey key, nint index)
        where V : struct, IVector<V> => Upper24Bits<V>(in key, index) * V.Broadcast(Unit);

    /// <summary>The numbers of <see cref="Uniform{V}"/> times 2^24: whole numbers.</summary>
    /// <remarks>There is no call in it: around one, a loop would keep none of its values in vector registers.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V Upper24Bits<V>(in PhiloxKey key, nint index)
        where V : struct, IVector<V>
    {
        if (typeof(V) == typeof(Lanes16))
            return Unsafe.BitCast<Vector512<float>, V>(ToFloat(PhiloxWords512.From(key, (ulong)index)));
        if (typeof(V) == typeof(Lanes8))
            return Unsafe.BitCast<Vector256<float>, V>(ToFloat(PhiloxWords256.From(key, (ulong)index)));
        if (typeof(V) == typeof(Lanes4))
            return Unsafe.BitCast<Vector128<float>, V>(ToFloat(PhiloxWords256.FourFrom(key, (ulong)index)));
        if (typeof(V) == typeof(Lanes1))
            return V.Broadcast(Bits(key, index) >> DroppedBits);
        throw new NotSupportedException($"{typeof(V)} is not a register of this library.");
    }

    internal static float ToUniform(uint word) => (word >> DroppedBits) * Unit;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> ToFloat(Vector512<uint> words) => Vector512.ConvertToSingle((words >>> DroppedBits).AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> ToFloat(Vector256<uint> words) => Vector256.ConvertToSingle((words >>> DroppedBits).AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> ToFloat(Vector128<uint> words) => Vector128.ConvertToSingle((words >>> DroppedBits).AsInt32());
}
