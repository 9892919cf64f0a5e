using Xunit;

namespace Workflow.Compiled.Kernels.Tests;

public class DropoutMaskTests
{
    private static readonly PhiloxKey Key = new(seed: 3, step: 4, site: 1);

    [Theory]
    [InlineData(0f)]
    [InlineData(0.1f)]
    [InlineData(0.5f)]
    [InlineData(1f)]
    public void EveryWidthGivesTheScalarFactors(float rate)
    {
        for (nint index = 0; index < 9; index++)
        {
            AssertWidth<Lanes16>(index, rate);
            AssertWidth<Lanes8>(index, rate);
            AssertWidth<Lanes4>(index, rate);
            AssertWidth<Lanes1>(index, rate);
        }
    }

    [Theory]
    [InlineData(0.1f)]
    [InlineData(0.5f)]
    [InlineData(0.9f)]
    public void TheRateIsKept(float rate)
    {
        const int Count = 100_000;
        var dropped = Enumerable.Range(0, Count).Count(i => DropoutMask.Scale(Key, i, rate) == 0);

        // Four standard deviations of a binomial count.
        var deviation = 4 * Math.Sqrt(Count * rate * (1 - rate));
        Assert.InRange(dropped, Count * rate - deviation, Count * rate + deviation);
    }

    [Fact]
    public void BordersAreExact()
    {
        for (var i = 0; i < 1000; i++)
        {
            Assert.Equal(1, DropoutMask.Scale(Key, i, 0));
            Assert.Equal(0, DropoutMask.Scale(Key, i, 1));
            Assert.True(DropoutMask.Scale(Key, i, 0.5f) is 0 or 2);
        }
    }

    private static void AssertWidth<V>(nint index, float rate)
        where V : struct, IVector<V>
    {
        Span<float> actual = stackalloc float[V.Count];
        DropoutMask.Scale<V>(Key, index, rate).Store(actual, 0);
        for (var lane = 0; lane < V.Count; lane++)
            Assert.Equal(DropoutMask.Scale(Key, index + lane, rate), actual[lane]);
    }
}
