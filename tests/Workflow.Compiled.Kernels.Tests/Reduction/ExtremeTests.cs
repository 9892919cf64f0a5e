namespace Workflow.Compiled.Kernels.Tests;

/// <summary>Largest and smallest elements: exact, so every comparison is for equality.</summary>
[Collection(ThreadsCollection.Name)]
public class ExtremeTests
{
    public static TheoryData<int, int, int> Shapes => new()
    {
        { 0, 3, 5 }, { 2, 3, 0 }, { 2, 0, 0 }, { 1, 1, 1 }, { 3, 1, 7 }, { 5, 2, 1 }, { 1, 64, 256 }, { 64, 256, 1 }, { 7, 1031, 1 }, { 2, 15, 1 }, { 2, 17, 1 },
        { 2, 33, 67 }, { 3, 129, 131 }, { 1, 2, 64 }, { 1, 1000, 3 }, { 4, 17, 19 }, { 1, 400, 1024 }, { 700, 700, 1 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Are_those_of_a_loop_and_touch_nothing_behind_their_operands(int outer, int reduced, int inner)
    {
        var values = Numbers.Uniform(1, outer * reduced * inner);
        using var source = new GuardedBuffer(values);
        using var largest = new GuardedBuffer(Numbers.Untouched(outer * inner));
        using var smallest = new GuardedBuffer(Numbers.Untouched(outer * inner));
        Reduce.Max(source.Span, outer, reduced, inner, largest.Span);
        Reduce.Min(source.Span, outer, reduced, inner, smallest.Span);
        var (expectedLargest, expectedSmallest) = (new float[outer * inner], new float[outer * inner]);
        for (var place = 0; place < outer * inner; place++)
        {
            var line = Enumerable.Range(0, reduced).Select(r => values[(place / inner * reduced + r) * inner + place % inner]).ToArray();
            (expectedLargest[place], expectedSmallest[place]) = (line.Max(), line.Min());
        }

        Assert.Equal(expectedLargest, largest.Span);
        Assert.Equal(expectedSmallest, smallest.Span);
    }

    [Theory]
    [InlineData(1, 200, 1)]
    [InlineData(1, 7, 1)]
    [InlineData(1, 200, 70)]
    [InlineData(1, 50, 3)]
    public void NaN_wins_and_infinities_count(int outer, int reduced, int inner)
    {
        var source = Numbers.Uniform(2, outer * reduced * inner);
        source[3 * inner] = float.NaN;
        Assert.True(float.IsNaN(Max(source, outer, reduced, inner)[0]));
        Assert.True(float.IsNaN(Min(source, outer, reduced, inner)[0]));
        Assert.All(Max(source, outer, reduced, inner)[1..], value => Assert.True(float.IsFinite(value)));

        source[3 * inner] = float.PositiveInfinity;
        source[5 * inner] = float.NegativeInfinity;
        Assert.Equal(float.PositiveInfinity, Max(source, outer, reduced, inner)[0]);
        Assert.Equal(float.NegativeInfinity, Min(source, outer, reduced, inner)[0]);
    }

    [Fact]
    public void Of_nothing_but_the_last_in_order_is_that()
    {
        float[] low = [float.NegativeInfinity, float.NegativeInfinity], high = [float.PositiveInfinity, float.PositiveInfinity];
        Assert.Equal([float.NegativeInfinity], Max(low, 1, 2, 1));
        Assert.Equal([float.PositiveInfinity], Min(high, 1, 2, 1));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void The_same_for_any_number_of_threads(int outer, int reduced, int inner)
    {
        var source = Numbers.Uniform(3, outer * reduced * inner);
        Steady.SameForAllThreads(() => Max(source, outer, reduced, inner));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(67)]
    public unsafe void The_same_for_any_register_width(int inner)
    {
        const int outer = 3, reduced = 1061;
        var source = Numbers.Uniform(4, outer * reduced * inner);
        float[] Extremes<TOrder>(int lanes)
            where TOrder : struct, IOrder
        {
            var values = Numbers.Untouched(outer * inner);
            fixed (float* from = source, to = values)
            {
                if (inner == 1)
                    Widths.Run(new ExtremeRows<TOrder>(from, reduced, to), outer, lanes);
                else
                    Widths.Run(new ExtremeColumns<TOrder>(from, reduced, inner, to), outer * ColumnTile.Count(inner), lanes);
            }

            return values;
        }

        Assert.Equal(Extremes<Largest>(16), Extremes<Largest>(8));
        Assert.Equal(Extremes<Largest>(16), Extremes<Largest>(4));
        Assert.Equal(Extremes<Smallest>(16), Extremes<Smallest>(8));
        Assert.Equal(Extremes<Smallest>(16), Extremes<Smallest>(4));
    }

    [Theory]
    [InlineData(64, 1, 256)]
    [InlineData(1, 1000, 1000)]
    [InlineData(1000, 1000, 1)]
    public void Allocates_nothing(int outer, int reduced, int inner)
    {
        var source = new float[outer * reduced * inner];
        var values = new float[outer * inner];
        Steady.AllocatesNothing(() => Reduce.Max(source, outer, reduced, inner, values));
    }

    [Fact]
    public void Wrong_lengths_and_nothing_to_choose_from_are_refused()
    {
        Assert.Throws<ArgumentException>("source", () => Reduce.Max(new float[5], 1, 2, 3, new float[3]));
        Assert.Throws<ArgumentException>("destination", () => Reduce.Min(new float[6], 1, 2, 3, new float[2]));
        Assert.Throws<ArgumentOutOfRangeException>("reduced", () => Reduce.Max([], 1, 0, 3, new float[3]));
        Assert.Throws<ArgumentOutOfRangeException>("reduced", () => Reduce.Min([], 1, -2, 3, []));
    }

    private static float[] Max(float[] source, int outer, int reduced, int inner)
    {
        var values = Numbers.Untouched(outer * inner);
        Reduce.Max(source, outer, reduced, inner, values);
        return values;
    }

    private static float[] Min(float[] source, int outer, int reduced, int inner)
    {
        var values = Numbers.Untouched(outer * inner);
        Reduce.Min(source, outer, reduced, inner, values);
        return values;
    }
}
