using Xunit;

namespace Workflow.Compiled.Kernels.Tests;

/// <summary>The generator against the known answers published with Random123, and its vector form against its scalar form.</summary>
public class PhiloxTests
{
    private static readonly PhiloxKey Key = new(0x0123456789ABCDEF, step: 77, site: 5);

    [Theory]
    [InlineData(0u, 0u, 0u, 0u, 0u, 0u, 0x6627e8d5u, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8)]
    [InlineData(0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0x408f276du, 0x41c83b0eu, 0xa20bc7c6, 0x6d5451fdu)]
    [InlineData(0x243f6a88u, 0x85a308d3, 0x13198a2eu, 0x03707344u, 0xa4093822, 0x299f31d0u, 0xd16cfe09, 0x94fdcceb, 0x5001e420u, 0x24126ea1u)]
    public void KnownAnswers(uint c0, uint c1, uint c2, uint c3, uint k0, uint k1, uint r0, uint r1, uint r2, uint r3) =>
        Assert.Equal(new PhiloxBlock(r0, r1, r2, r3), new PhiloxBlock(c0, c1, c2, c3).Scramble(k0, k1));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(61)]
    [InlineData((1L << 34) - 8)]
    [InlineData((1L << 34) - 7)]
    [InlineData(1L << 40)]
    public void EveryWidthGivesTheScalarNumbers(long index)
    {
        AssertWidth<Lanes16>(index);
        AssertWidth<Lanes8>(index);
        AssertWidth<Lanes4>(index);
        AssertWidth<Lanes1>(index);
    }

    [Fact]
    public void SeedStepSiteAndIndexAllMatter()
    {
        var values = new HashSet<uint>
        {
            Philox.Bits(Key, 0),
            Philox.Bits(Key, 1),
            Philox.Bits(Key, 1L << 34),
            Philox.Bits(new(0x0123456789ABCDEF, 78, 5), 0),
            Philox.Bits(new(0x0123456789ABCDEF, 77, 6), 0),
            Philox.Bits(new(0x0123456789ABCDEE, 77, 5), 0),
            Philox.Bits(new(0x1123456789ABCDEF, 77, 5), 0),
        };
        Assert.Equal(7, values.Count);
    }

    [Fact]
    public void UniformNumbersFillTheUnitInterval()
    {
        const int Count = 1 << 16;
        var bins = new int[16];
        for (var i = 0; i < Count; i++)
        {
            var value = Philox.Uniform(Key, i);
            Assert.InRange(value, 0, MathF.BitDecrement(1));
            bins[(int)(value * bins.Length)]++;
        }

        // χ² with 15 degrees of freedom: 37.7 is exceeded once in a thousand sequences.
        var expected = Count / (double)bins.Length;
        Assert.InRange(bins.Sum(bin => (bin - expected) * (bin - expected) / expected), 0, 37.7);
    }

    [Fact]
    public void ArgumentsOutOfRangeAreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Philox.Bits(Key, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PhiloxKey(0, -1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PhiloxKey(0, 1L << 32, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PhiloxKey(0, 0, -1));
    }

    private static void AssertWidth<V>(long index)
        where V : struct, IVector<V>
    {
        Span<float> actual = stackalloc float[V.Count];
        Philox.Uniform<V>(Key, (nint)index).Store(actual, 0);
        for (var lane = 0; lane < V.Count; lane++)
            Assert.Equal(Philox.Uniform(Key, index + lane), actual[lane]);
    }
}
