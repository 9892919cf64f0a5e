namespace Workflow.Compiled.Kernels.Tests;

/// <summary>Passes over a row against float64, at every register width.</summary>
public class RowLoopTests
{
    public static TheoryData<int> Columns => [0, 1, 3, 4, 7, 8, 12, 15, 16, 17, 31, 33, 63, 64, 65, 100, 255, 256, 1000, 1023, 1024, 1025, 1040, 2063, 5000];

    [Theory]
    [MemberData(nameof(Columns))]
    public void Sums_are_those_of_float64_and_the_same_at_every_width(int columns)
    {
        using var x = new GuardedBuffer(Numbers.Uniform(columns, 3 * columns, 10));
        var phase = new RowValues(x.Span, columns);
        for (nint row = 0; row < 3; row++)
        {
            var values = x.Span.Slice((int)row * columns, columns).ToArray();
            var sum = RowLoop.Sum<Lanes16, RowValues>(0, columns, phase, row);
            Assert.Equal(values.Sum(v => (double)v), sum, (4e-6 * values.Sum(Math.Abs)) + 1e-30);
            Assert.Equal(sum, RowLoop.Sum<Lanes8, RowValues>(0, columns, phase, row));
            Assert.Equal(sum, RowLoop.Sum<Lanes4, RowValues>(0, columns, phase, row));
            Assert.Equal(sum, RowLoop.Sum(columns, phase, row));
        }
    }

    [Theory]
    [MemberData(nameof(Columns))]
    public void Pairs_are_those_of_float64_and_the_same_at_every_width(int columns)
    {
        using var x = new GuardedBuffer(Numbers.Uniform(columns, 2 * columns, 10));
        using var visits = new GuardedBuffer(new float[2 * columns]);
        var phase = new ValuesAndSquares(x.Span, visits.Span, columns);
        for (nint row = 0; row < 2; row++)
        {
            var values = x.Span.Slice((int)row * columns, columns).ToArray();
            var pair = RowLoop.SumPair<Lanes16, ValuesAndSquares>(columns, phase, row);
            Assert.Equal(values.Sum(v => (double)v), pair.First, (4e-6 * values.Sum(Math.Abs)) + 1e-30);
            var squares = values.Sum(v => (double)v * v);
            Assert.Equal(squares, pair.Second, (4e-6 * squares) + 1e-30);
            Assert.Equal(pair, RowLoop.SumPair<Lanes8, ValuesAndSquares>(columns, phase, row));
            Assert.Equal(pair, RowLoop.SumPair<Lanes4, ValuesAndSquares>(columns, phase, row));
            Assert.Equal(pair, RowLoop.SumPair(columns, phase, row));
        }

        Assert.Equal(-1, visits.Span.IndexOfAnyExcept(4f));
    }

    [Theory]
    [MemberData(nameof(Columns))]
    public void Extremes_are_found_wherever_they_are(int columns)
    {
        var values = Numbers.Uniform(1, columns, 10);
        for (var at = 0; at < columns; at += Math.Max(1, columns / 37))
        {
            var kept = values[at];
            foreach (var value in (float[])[20, -20, float.PositiveInfinity, float.NegativeInfinity, float.NaN])
            {
                values[at] = value;
                using var x = new GuardedBuffer(values);
                var phase = new RowValues(x.Span, columns);
                var (max, min) = (float.IsNaN(value) ? value : values.Max(), float.IsNaN(value) ? value : values.Min());
                Assert.Equal(max, RowExtremes.Max<Lanes16, RowValues>(columns, phase, 0));
                Assert.Equal(max, RowExtremes.Max<Lanes8, RowValues>(columns, phase, 0));
                Assert.Equal(max, RowExtremes.Max<Lanes4, RowValues>(columns, phase, 0));
                Assert.Equal(max, RowLoop.Max(columns, phase, 0));
                Assert.Equal(min, RowLoop.Min(columns, phase, 0));
            }

            values[at] = kept;
        }
    }

    [Fact]
    public void A_row_of_nothing_has_no_sum_and_no_extremes()
    {
        var phase = new RowValues([], 0);
        Assert.Equal(0, RowLoop.Sum(0, phase, 0));
        Assert.Equal(float.NegativeInfinity, RowLoop.Max(0, phase, 0));
        Assert.Equal(float.PositiveInfinity, RowLoop.Min(0, phase, 0));
    }

    [Theory]
    [InlineData(float.NaN, float.NaN)]
    [InlineData(float.PositiveInfinity, float.PositiveInfinity)]
    public void What_is_not_finite_reaches_the_sum(float value, float expected)
    {
        for (var at = 0; at < 100; at += 7)
        {
            var values = Numbers.Uniform(1, 100);
            values[at] = value;
            Assert.Equal(expected, RowLoop.Sum(100, new RowValues(values, 100), 0));
        }
    }
}
