using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Workflow.Compiled.Kernels;

/// <summary>Two neighbouring blocks of Philox4x32-10 at once: 8 words in their natural order.</summary>
internal static class PhiloxWords256
{
    /// <summary>The 8 words from one on; where it is not the first of a block, of four blocks.</summary>
    /// <remarks>A loop, so that the compiler, which inlines a limited amount, inlines the rounds once.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> From(in PhiloxKey key, ulong index)
    {
        var isFirst = (index & 3) == 0;
        var block = index >> 2;
        var last = isFirst ? block : block + 2;
        Vector256<uint> before, words = default;
        do
        {
            before = words;
            words = Of(key, block);
            block += 2;
        }
        while (block <= last);

        if (isFirst)
            return words;
        var places = Places(index);
        return Vector256.ConditionalSelect(Vector256.LessThan(places, Vector256.Create(8u)), Pick(before, places), Pick(words, places));
    }

    /// <summary>The 4 words from one on, of two blocks.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<uint> FourFrom(in PhiloxKey key, ulong index) => Pick(Of(key, index >> 2), Places(index)).GetLower();

    /// <summary>The words of two neighbouring blocks.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Of(in PhiloxKey key, ulong block)
    {
        var isNumber = Vector256.Create(ulong.MaxValue, 0, ulong.MaxValue, 0);
        var counter = Vector256.ConditionalSelect(isNumber, Vector256.Create(block), Vector256.Create(key.Stream))
            + Vector256.Create(0UL, 0, 1, 0);
        var seed = Vector256.Create(key.Seed);
        var roundKey = Vector256.ConditionalSelect(isNumber, seed, seed >> 32) & Vector256.Create((ulong)uint.MaxValue);
        return Scramble(counter, roundKey).AsUInt32();
    }

    /// <summary>Where the words from one on lie behind the first word of its block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Places(ulong index) => Vector256.Create((uint)(index & 3)) + Vector256.Create(0u, 1, 2, 3, 4, 5, 6, 7);

    // Of places beyond the register their last three bits count.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Pick(Vector256<uint> words, Vector256<uint> places) =>
        Avx2.IsSupported ? Avx2.PermuteVar8x32(words, places) : Vector256.Shuffle(words, places & Vector256.Create(7u));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Scramble(Vector256<ulong> words, Vector256<ulong> roundKey)
    {
        Round(ref words, ref roundKey);
        Round(ref words, ref roundKey);
        Round(ref words, ref roundKey);
        Round(ref words, ref roundKey);
        Round(ref words, ref roundKey);
        Round(ref words, ref roundKey);
        Round(ref words, ref roundKey);
        Round(ref words, ref roundKey);
        Round(ref words, ref roundKey);
        Round(ref words, ref roundKey);
        return words;
    }

    // Each 64-bit element holds a word that is multiplied and, above it, one that is xored: one multiplication, one shift, one shuffle,
    // one three-way xor and one addition to the key.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Round(ref Vector256<ulong> words, ref Vector256<ulong> roundKey)
    {
        var multipliers = Vector256.Create(
            (ulong)PhiloxBlock.Multiplier0, PhiloxBlock.Multiplier1,
            PhiloxBlock.Multiplier0, PhiloxBlock.Multiplier1);
        var weyl = Vector256.Create(
            PhiloxBlock.Weyl0, 0, PhiloxBlock.Weyl1, 0,
            PhiloxBlock.Weyl0, 0, PhiloxBlock.Weyl1, 0);
        words = Turn(Multiply(words, multipliers)) ^ (words >> 32) ^ roundKey;
        roundKey = (roundKey.AsUInt32() + weyl).AsUInt64();
    }

    // (low 0, high 0, low 1, high 1) -> (high 1, low 1, high 0, low 0)
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Turn(Vector256<ulong> product) =>
        Avx2.IsSupported
            ? Avx2.Shuffle(product.AsUInt32(), 0b00_01_10_11).AsUInt64()
            : Vector256.Shuffle(product.AsUInt32(), Vector256.Create(3u, 2, 1, 0, 7, 6, 5, 4)).AsUInt64();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Multiply(Vector256<ulong> words, Vector256<ulong> multipliers) =>
        Avx2.IsSupported
            ? Avx2.Multiply(words.AsUInt32(), multipliers.AsUInt32())
            : (words & Vector256.Create((ulong)uint.MaxValue)) * multipliers;
}
