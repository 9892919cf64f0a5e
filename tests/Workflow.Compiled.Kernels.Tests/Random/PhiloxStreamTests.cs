using Xunit;

namespace Workflow.Compiled.Kernels.Tests;

public class PhiloxStreamTests
{
    private static readonly PhiloxKey Key = new(seed: 9, step: 0, site: 2);

    [Fact]
    public void TheStreamIsTheSequenceOfItsKey()
    {
        var stream = new PhiloxStream(Key);
        for (var i = 0; i < 21; i++)
            Assert.Equal(Philox.Bits(Key, i), stream.NextUInt32());
    }

    [Fact]
    public void RangesAreKept()
    {
        var stream = new PhiloxStream(Key);
        for (var i = 0; i < 10_000; i++)
        {
            var value = stream.NextSingle(-0.25f, 0.25f);
            Assert.True(value is >= -0.25f and < 0.25f);
        }

        Assert.Equal(2, stream.NextSingle(2, MathF.BitIncrement(2)));
        Assert.Equal(2, stream.NextSingle(2, 2));
    }

    [Fact]
    public void NormalNumbersHaveTheirMoments()
    {
        const int Count = 100_000;
        var stream = new PhiloxStream(Key);
        double sum = 0, squares = 0;
        for (var i = 0; i < Count; i++)
        {
            var value = stream.NextNormal(mean: 1, standardDeviation: 2);
            sum += value;
            squares += (double)value * value;
        }

        // Four standard errors: 2/√n of the mean, √2 · 4/√n of the variance.
        var mean = sum / Count;
        Assert.InRange(mean, 1 - 0.0253, 1 + 0.0253);
        Assert.InRange(squares / Count - mean * mean, 4 - 0.0716, 4 + 0.0716);
    }

    [Fact]
    public void IntegersAreUnbiased()
    {
        // Three quarters of 2^32: multiplying without rejection would give every third number twice as often.
        const int Bound = 3 << 29;
        var stream = new PhiloxStream(Key);
        var residues = new int[3];
        for (var i = 0; i < 30_000; i++)
        {
            var value = stream.NextInt(Bound);
            Assert.InRange(value, 0, Bound - 1);
            residues[value % 3]++;
        }

        Assert.All(residues, count => Assert.InRange(count, 10_000 - 327, 10_000 + 327));
        Assert.Equal(0, stream.NextInt(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => stream.NextInt(0));
    }

    [Fact]
    public void EveryOrderIsEquallyLikely()
    {
        var stream = new PhiloxStream(Key);
        var orders = new Dictionary<(int, int, int), int>();
        for (var i = 0; i < 6000; i++)
        {
            int[] items = [0, 1, 2];
            stream.Shuffle(items.AsSpan());
            var order = (items[0], items[1], items[2]);
            orders[order] = orders.GetValueOrDefault(order) + 1;
        }

        Assert.Equal(6, orders.Count);
        Assert.All(orders.Values, count => Assert.InRange(count, 1000 - 116, 1000 + 116));
    }

    [Fact]
    public void AShuffleKeepsEveryItem()
    {
        var items = Enumerable.Range(0, 1000).ToArray();
        new PhiloxStream(Key).Shuffle(items.AsSpan());
        Assert.Equal(Enumerable.Range(0, 1000), items.Order());
        Assert.NotEqual(Enumerable.Range(0, 1000), items);
    }
}
