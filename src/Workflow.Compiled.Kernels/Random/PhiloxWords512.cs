using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Workflow.Compiled.Kernels;

/// <summary>Four neighbouring blocks of Philox4x32-10 at once: 16 words in their natural order.</summary>
internal static class PhiloxWords512
{
    /// <summary>The 16 words from one on; where it is not the first of a block, of eight blocks.</summary>
    /// <remarks>A loop, so that the compiler, which inlines a limited amount, inlines the rounds once.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> From(in PhiloxKey key, ulong index)
    {
        var isFirst = (index & 3) == 0;
        var block = index >> 2;
        var last = isFirst ? block : block + 4;
        Vector512<uint> before, words = default;
        do
        {
            before = words;
            words = Of(key, block);
            block += 4;
        }
        while (block <= last);

        if (isFirst)
            return words;
        var places = Vector512.Create((uint)(index & 3)) + Vector512.Create(0u, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
        return Vector512.ConditionalSelect(Vector512.LessThan(places, Vector512.Create(16u)), Pick(before, places), Pick(words, places));
    }

    // Of places beyond the register their last four bits count.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Pick(Vector512<uint> words, Vector512<uint> places) =>
        Avx512F.IsSupported ? Avx512F.PermuteVar16x32(words, places) : Vector512.Shuffle(words, places & Vector512.Create(15u));

    /// <summary>The words of four neighbouring blocks.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Of(in PhiloxKey key, ulong block)
    {
        var isNumber = Vector512.Create(ulong.MaxValue, 0, ulong.MaxValue, 0, ulong.MaxValue, 0, ulong.MaxValue, 0);
        var counter = Vector512.ConditionalSelect(isNumber, Vector512.Create(block), Vector512.Create(key.Stream))
            + Vector512.Create(0UL, 0, 1, 0, 2, 0, 3, 0);
        var seed = Vector512.Create(key.Seed);
        var roundKey = Vector512.ConditionalSelect(isNumber, seed, seed >> 32) & Vector512.Create((ulong)uint.MaxValue);
        return Scramble(counter, roundKey).AsUInt32();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Scramble(Vector512<ulong> words, Vector512<ulong> roundKey)
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
    private static void Round(ref Vector512<ulong> words, ref Vector512<ulong> roundKey)
    {
        var multipliers = Vector512.Create(
            (ulong)PhiloxBlock.Multiplier0, PhiloxBlock.Multiplier1,
            PhiloxBlock.Multiplier0, PhiloxBlock.Multiplier1,
            PhiloxBlock.Multiplier0, PhiloxBlock.Multiplier1,
            PhiloxBlock.Multiplier0, PhiloxBlock.Multiplier1);
        var weyl = Vector512.Create(
            PhiloxBlock.Weyl0, 0, PhiloxBlock.Weyl1, 0,
            PhiloxBlock.Weyl0, 0, PhiloxBlock.Weyl1, 0,
            PhiloxBlock.Weyl0, 0, PhiloxBlock.Weyl1, 0,
            PhiloxBlock.Weyl0, 0, PhiloxBlock.Weyl1, 0);
        words = Turn(Multiply(words, multipliers)) ^ (words >> 32) ^ roundKey;
        roundKey = (roundKey.AsUInt32() + weyl).AsUInt64();
    }

    // (low 0, high 0, low 1, high 1) -> (high 1, low 1, high 0, low 0)
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Turn(Vector512<ulong> product) =>
        Avx512F.IsSupported
            ? Avx512F.Shuffle(product.AsUInt32(), 0b00_01_10_11).AsUInt64()
            : Vector512.Shuffle(product.AsUInt32(), Vector512.Create(3u, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12)).AsUInt64();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Multiply(Vector512<ulong> words, Vector512<ulong> multipliers) =>
        Avx512F.IsSupported
            ? Avx512F.Multiply(words.AsUInt32(), multipliers.AsUInt32())
            : (words & Vector512.Create((ulong)uint.MaxValue)) * multipliers;
}
