using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Workflow.Compiled.Kernels;

/// <summary>Four neighbouring blocks of Philox4x32-10 at once: 16 words in their natural order.</summary>
internal static class PhiloxWords512
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> Of(in PhiloxKey key, ulong block)
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
