namespace Workflow.Compiled.Kernels.Tests;

/// <summary>Sums and means against float64.</summary>
[Collection(ThreadsCollection.Name)]
public class ReduceTests
{
    public static TheoryData<int, int, int> Shapes => new()
    {
        { 0, 3, 5 }, { 2, 3, 0 }, { 1, 1, 1 }, { 3, 1, 7 }, { 5, 2, 1 }, { 1, 64, 256 }, { 64, 256, 1 }, { 7, 1031, 1 }, { 2, 1025, 1 },
        { 2, 33, 67 }, { 3, 129, 131 }, { 1, 31, 64 }, { 1, 1000, 3 }, { 4, 17, 19 }, { 1, 400, 1024 }, { 700, 700, 1 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Sums_and_means_are_those_of_float64(int outer, int reduced, int inner)
    {
        var source = Numbers.Uniform(1, outer * reduced * inner);
        var sums = Numbers.Untouched(outer * inner);
        var means = Numbers.Untouched(outer * inner);
        Reduce.Sum(source, outer, reduced, inner, sums);
        Reduce.Mean(source, outer, reduced, inner, means);
        for (var o = 0; o < outer; o++)
        {
            for (var i = 0; i < inner; i++)
            {
                double sum = 0, magnitude = 0;
                for (var r = 0; r < reduced; r++)
                {
                    double x = source[(((o * reduced) + r) * inner) + i];
                    (sum, magnitude) = (sum + x, magnitude + Math.Abs(x));
                }

                // Half an ulp of the magnitude for each of the 40 additions the documentation allows.
                var bound = magnitude * 40 * Math.Pow(2, -24);
                Assert.InRange(sums[(o * inner) + i], sum - bound, sum + bound);
                Assert.InRange(means[(o * inner) + i], (sum - bound) / reduced, (sum + bound) / reduced);
            }
        }
    }

    [Theory]
    [InlineData(10_000_019, 1)]
    [InlineData(3_000_017, 3)]
    public void The_error_of_a_long_sum_does_not_grow(int reduced, int inner)
    {
        var source = new float[reduced * inner];
        source.AsSpan().Fill(0.1f);
        var sums = new float[inner];
        Reduce.Sum(source, 1, reduced, inner, sums);
        foreach (var sum in sums)
            Assert.InRange(sum / (0.1f * (double)reduced), 1 - 2e-6, 1 + 2e-6);
    }

    [Fact]
    public void Nothing_sums_to_zero_and_has_no_mean()
    {
        float[] sum = [1, 1], mean = [1, 1];
        Reduce.Sum([], 1, 0, 2, sum);
        Reduce.Mean([], 1, 0, 2, mean);
        Assert.Equal([0, 0], sum);
        Assert.All(mean, value => Assert.True(float.IsNaN(value)));
    }

    [Theory]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    [InlineData(float.NaN)]
    public void Infinities_and_NaN_reach_the_sum(float special)
    {
        foreach (var (outer, reduced, inner) in new[] { (1, 200, 1), (1, 200, 70), (1, 50, 3) })
        {
            var source = Numbers.Uniform(2, outer * reduced * inner);
            source[17 * inner] = special;
            var sums = new float[inner];
            Reduce.Sum(source, outer, reduced, inner, sums);
            Assert.Equal(special, sums[0]);
            Assert.All(sums[1..], sum => Assert.True(float.IsFinite(sum)));
        }
    }

    [Fact]
    public void Denormal_numbers_are_summed_exactly()
    {
        var source = new float[1000];
        source.AsSpan().Fill(float.Epsilon);
        var sum = new float[1];
        Reduce.Sum(source, 1, 1000, 1, sum);
        Assert.Equal(1000 * (double)float.Epsilon, sum[0]);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void The_same_for_any_number_of_threads(int outer, int reduced, int inner)
    {
        var source = Numbers.Uniform(3, outer * reduced * inner);
        Steady.SameForAllThreads(() =>
        {
            var sums = new float[outer * inner];
            Reduce.Sum(source, outer, reduced, inner, sums);
            return sums;
        });
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(67)]
    public unsafe void The_same_for_any_register_width(int inner)
    {
        const int outer = 3, reduced = 1061;
        var source = Numbers.Uniform(4, outer * reduced * inner);
        float[] Sum(int lanes)
        {
            var sums = Numbers.Untouched(outer * inner);
            fixed (float* from = source, to = sums)
            {
                if (inner == 1)
                    Widths.Run(new RowSums(from, reduced, to, 1), outer, lanes);
                else
                    Widths.Run(new ColumnSums(from, reduced, inner, to, 1), outer * ColumnTile.Count(inner), lanes);
            }

            return sums;
        }

        var expected = Sum(16);
        Assert.Equal(expected, Sum(8));
        Assert.Equal(expected, Sum(4));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Touches_nothing_behind_its_operands(int outer, int reduced, int inner)
    {
        using var source = new GuardedBuffer(Numbers.Uniform(5, outer * reduced * inner));
        using var sums = new GuardedBuffer(Numbers.Untouched(outer * inner));
        Reduce.Sum(source.Span, outer, reduced, inner, sums.Span);
        Assert.False(sums.Span.Contains(float.NaN));
    }

    [Theory]
    [InlineData(64, 1, 256)]
    [InlineData(1, 1000, 1000)]
    [InlineData(1000, 1000, 1)]
    public void Allocates_nothing(int outer, int reduced, int inner)
    {
        var source = new float[outer * reduced * inner];
        var sums = new float[outer * inner];
        Steady.AllocatesNothing(() => Reduce.Sum(source, outer, reduced, inner, sums));
    }

    [Fact]
    public void Wrong_lengths_and_dimensions_are_refused()
    {
        Assert.Throws<ArgumentException>("source", () => Reduce.Sum(new float[5], 1, 2, 3, new float[3]));
        Assert.Throws<ArgumentException>("destination", () => Reduce.Sum(new float[6], 1, 2, 3, new float[2]));
        Assert.Throws<ArgumentOutOfRangeException>("reduced", () => Reduce.Sum([], 1, -2, 3, []));
        Assert.Throws<ArgumentOutOfRangeException>("outer", () => Reduce.Sum([], int.MaxValue, int.MaxValue, int.MaxValue, []));
    }
}
