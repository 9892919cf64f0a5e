namespace Workflow.Compiled.Kernels.Tests;

/// <summary>Places of extremes: exact.</summary>
[Collection(ThreadsCollection.Name)]
public class PlaceTests
{
    [Theory]
    [MemberData(nameof(ExtremeTests.Shapes), MemberType = typeof(ExtremeTests))]
    public void Are_the_first_of_a_loop(int outer, int reduced, int inner)
    {
        // Few different values, so that most extremes occur several times.
        var values = Array.ConvertAll(Numbers.Uniform(1, outer * reduced * inner), value => MathF.Round(value * 4));
        using var source = new GuardedBuffer(values);
        var (largest, smallest) = (new int[outer * inner], new int[outer * inner]);
        Reduce.ArgMax(source.Span, outer, reduced, inner, largest);
        Reduce.ArgMin(source.Span, outer, reduced, inner, smallest);

        for (var place = 0; place < outer * inner; place++)
        {
            var line = Enumerable.Range(0, reduced).Select(r => values[(place / inner * reduced + r) * inner + place % inner]).ToArray();
            Assert.Equal(Array.IndexOf(line, line.Max()), largest[place]);
            Assert.Equal(Array.IndexOf(line, line.Min()), smallest[place]);
        }
    }

    [Theory]
    [InlineData(200, 1)]
    [InlineData(7, 1)]
    [InlineData(200, 70)]
    [InlineData(50, 3)]
    public void The_first_NaN_wins(int reduced, int inner)
    {
        var source = Numbers.Uniform(2, reduced * inner);
        source[3 * inner] = source[5 * inner] = float.NaN;
        source[0] = float.PositiveInfinity;
        source[inner] = float.NegativeInfinity;
        var places = new int[inner];

        Reduce.ArgMax(source, 1, reduced, inner, places);
        Assert.Equal(3, places[0]);
        Reduce.ArgMin(source, 1, reduced, inner, places);
        Assert.Equal(3, places[0]);
    }

    [Fact]
    public void Wrong_lengths_are_refused()
    {
        Assert.Throws<ArgumentException>("destination", () => Reduce.ArgMax(new float[6], 2, 3, 1, new int[3]));
        Assert.Throws<ArgumentException>("source", () => Reduce.ArgMin(new float[5], 2, 3, 1, new int[2]));
        Assert.Throws<ArgumentOutOfRangeException>("reduced", () => Reduce.ArgMax([], 2, 0, 1, new int[2]));
    }
}
