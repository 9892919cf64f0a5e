using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>Four words: a counter before, random bits after the ten rounds of Philox4x32-10.</summary>
/// <remarks>J. Salmon, M. Moraes, R. Dror, D. Shaw: Parallel random numbers: as easy as 1, 2, 3 (SC 2011).</remarks>
internal readonly record struct PhiloxBlock(uint Word0, uint Word1, uint Word2, uint Word3)
{
    public const int Rounds = 10;
    public const uint Multiplier0 = 0xD2511F53;
    public const uint Multiplier1 = 0xCD9E8D57;
    public const uint Weyl0 = 0x9E3779B9;
    public const uint Weyl1 = 0xBB67AE85;

    /// <summary>Block <paramref name="number"/> of a sequence: words 4 number to 4 number + 3.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PhiloxBlock Of(in PhiloxKey key, ulong number) =>
        new PhiloxBlock((uint)number, (uint)(number >> 32), (uint)key.Stream, (uint)(key.Stream >> 32))
            .Scramble((uint)key.Seed, (uint)(key.Seed >> 32));

    /// <summary>The word at a place within the block, 0 to 3.</summary>
    public uint this[int index] => index switch
    {
        0 => Word0,
        1 => Word1,
        2 => Word2,
        _ => Word3,
    };

    /// <summary>The ten rounds.</summary>
    public PhiloxBlock Scramble(uint key0, uint key1)
    {
        var block = this;
        for (var round = 0; round < Rounds; round++)
        {
            var product0 = (ulong)Multiplier0 * block.Word0;
            var product1 = (ulong)Multiplier1 * block.Word2;
            block = new(
                (uint)(product1 >> 32) ^ block.Word1 ^ key0,
                (uint)product1,
                (uint)(product0 >> 32) ^ block.Word3 ^ key1,
                (uint)product0);
            key0 = unchecked(key0 + Weyl0);
            key1 = unchecked(key1 + Weyl1);
        }

        return block;
    }
}
