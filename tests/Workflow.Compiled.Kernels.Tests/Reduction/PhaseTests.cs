namespace Workflow.Compiled.Kernels.Tests;

/// <summary>Sums of what a phase computes.</summary>
[Collection(ThreadsCollection.Name)]
public class PhaseTests
{
    public static TheoryData<int, int> Shapes => new()
    {
        { 0, 5 }, { 5, 0 }, { 1, 1 }, { 3, 2 }, { 31, 16 }, { 33, 33 }, { 64, 10 }, { 65, 255 }, { 200, 777 }, { 5000, 3 }, { 2, 40_001 }, { 1, 100_000 }, { 1000, 64 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Column_sums_have_the_bits_of_the_plain_kernel(int rows, int columns)
    {
        using var x = new GuardedBuffer(Numbers.Uniform(1, rows * columns, 10));
        var expected = Numbers.Untouched(columns);
        Reduce.Sum(x.Span, 1, rows, columns, expected);
        using var destination = new GuardedBuffer(Numbers.Untouched(columns));
        Reduce.SumColumns(rows, columns, new RowValues(x.Span, columns), destination.Span);

        // A single column is a row for the plain kernel, and added in another order.
        for (var c = 0; c < columns; c++)
            Assert.Equal(expected[c], destination.Span[c], columns == 1 ? 1e-3f : 0);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Pairs_of_column_sums_are_those_of_float64_and_each_element_is_seen_once(int rows, int columns)
    {
        using var x = new GuardedBuffer(Numbers.Uniform(2, rows * columns, 10));
        using var visits = new GuardedBuffer(new float[rows * columns]);
        using var first = new GuardedBuffer(Numbers.Untouched(columns));
        using var second = new GuardedBuffer(Numbers.Untouched(columns));
        Reduce.SumColumnsPair(rows, columns, new ValuesAndSquares(x.Span, visits.Span, columns), first.Span, second.Span);
        Assert.Equal(-1, visits.Span.IndexOfAnyExcept(1f));
        for (var c = 0; c < columns; c++)
        {
            double sum = 0, magnitude = 0, squares = 0;
            for (var r = 0; r < rows; r++)
            {
                double value = x.Span[(r * columns) + c];
                (sum, magnitude, squares) = (sum + value, magnitude + Math.Abs(value), squares + (value * value));
            }

            Assert.Equal(sum, first.Span[c], (5e-6 * magnitude) + 1e-30);
            Assert.Equal(squares, second.Span[c], (5e-6 * squares) + 1e-30);
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void The_sum_of_all_is_that_of_float64(int rows, int columns)
    {
        using var x = new GuardedBuffer(Numbers.Uniform(3, rows * columns, 10));
        double expected = 0, magnitude = 0;
        foreach (var value in x.Span)
            (expected, magnitude) = (expected + value, magnitude + Math.Abs(value));
        Assert.Equal(expected, Reduce.SumAll(rows, columns, new RowValues(x.Span, columns)), (5e-6 * magnitude) + 1e-30);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Any_number_of_threads_gives_the_same_bits(int rows, int columns)
    {
        var x = Numbers.Uniform(4, rows * columns, 10);
        Steady.SameForAllThreads(() =>
        {
            var (sums, first, second) = (new float[columns], new float[columns], new float[columns]);
            Reduce.SumColumns(rows, columns, new RowValues(x, columns), sums);
            Reduce.SumColumnsPair(rows, columns, new ValuesAndSquares(x, new float[x.Length], columns), first, second);
            var total = BitConverter.DoubleToInt64Bits(Reduce.SumAll(rows, columns, new RowValues(x, columns)));
            return [.. sums, .. first, .. second, BitConverter.Int32BitsToSingle((int)total), BitConverter.Int32BitsToSingle((int)(total >> 32))];
        });
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void What_is_not_finite_reaches_its_own_sum_only(float value)
    {
        var x = Numbers.Uniform(5, 70 * 50);
        x[(40 * 50) + 33] = value;
        var sums = new float[50];
        Reduce.SumColumns(70, 50, new RowValues(x, 50), sums);
        for (var c = 0; c < 50; c++)
            Assert.Equal(c == 33, sums[c].Equals(value));
        Assert.Equal(value, (float)Reduce.SumAll(70, 50, new RowValues(x, 50)));
    }

    [Fact]
    public void Wrong_lengths_are_refused()
    {
        Assert.Throws<ArgumentException>("destination", () => Reduce.SumColumns(2, 3, new RowValues(new float[6], 3), new float[2]));
        Assert.Throws<ArgumentException>("first", () => Reduce.SumColumnsPair(2, 3, new ValuesAndSquares(new float[6], new float[6], 3), new float[2], new float[3]));
        Assert.Throws<ArgumentException>("second", () => Reduce.SumColumnsPair(2, 3, new ValuesAndSquares(new float[6], new float[6], 3), new float[3], new float[4]));
        var memory = new float[5];
        Assert.Throws<ArgumentException>(
            "second", () => Reduce.SumColumnsPair(2, 3, new ValuesAndSquares(new float[6], new float[6], 3), memory.AsSpan(0, 3), memory.AsSpan(2)));
        Assert.Throws<ArgumentOutOfRangeException>("rows", () => Reduce.SumAll(-1, 3, new RowValues([], 3)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Reduce.SumAll(100, 1000, new RowValues(new float[99_999], 1000)));
    }

    [Fact]
    public void Allocates_nothing()
    {
        var (x, sums) = (Numbers.Uniform(7, 64_000), new float[1000]);
        Steady.AllocatesNothing(() =>
        {
            Reduce.SumColumns(64, 1000, new RowValues(x, 1000), sums);
            Reduce.SumAll(64, 1000, new RowValues(x, 1000));
        });
    }
}
