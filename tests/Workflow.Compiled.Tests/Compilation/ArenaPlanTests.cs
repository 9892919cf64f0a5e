namespace Workflow.Compiled.Tests;

public class ArenaPlanTests
{
    [Fact]
    public void Values_that_live_together_never_overlap()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var plan = new ArenaPlan();
            var values = Enumerable.Range(0, random.Next(1, 40)).Select(_ =>
            {
                var (length, first) = (random.Next(0, 200), random.Next(0, 30));
                var last = first + random.Next(0, 10);
                return (Slot: plan.Reserve(length, first, last), Length: length, First: first, Last: last);
            }).ToArray();

            Assert.InRange(plan.TotalLength, 0, plan.SumOfLengths);
            foreach (var a in values)
            {
                var start = plan.OffsetOf(a.Slot);
                Assert.Equal(0, start % ArenaPlan.Alignment);
                Assert.InRange(start + a.Length, 0, plan.TotalLength);
                foreach (var b in values.Where(b => b.Slot != a.Slot && a.First <= b.Last && b.First <= a.Last && a.Length > 0 && b.Length > 0))
                    Assert.True(start + a.Length <= plan.OffsetOf(b.Slot) || plan.OffsetOf(b.Slot) + b.Length <= start, $"seed {seed}: {a} and {b}");
            }
        }
    }

    [Fact]
    public void Values_that_follow_each_other_share_memory()
    {
        var plan = new ArenaPlan();
        for (var step = 0; step < 10; step += 2)
            plan.Reserve(100, step, step + 1);

        Assert.Equal(112, plan.TotalLength);
        Assert.Equal(560, plan.SumOfLengths);
    }

    [Fact]
    public void A_value_fills_the_place_of_one_that_is_dead_and_makes_nothing_longer()
    {
        var plan = new ArenaPlan();
        var (early, late) = (plan.Reserve(64, 0, 2), plan.Reserve(32, 0, 9));

        Assert.True(plan.TryFill(48, 3, 5, out var filled));
        Assert.True(plan.TryFill(16, 4, 5, out var beside));
        Assert.False(plan.TryFill(16, 5, 6, out _));
        Assert.False(plan.TryFill(16, 2, 2, out _));

        Assert.Equal(plan.OffsetOf(early), plan.OffsetOf(filled));
        Assert.Equal(plan.OffsetOf(filled) + 48, plan.OffsetOf(beside));
        Assert.Equal(64, plan.OffsetOf(late));
        Assert.Equal(96, plan.TotalLength);
    }

    [Fact]
    public void Nonsense_is_refused()
    {
        var plan = new ArenaPlan();
        Assert.Throws<ArgumentOutOfRangeException>(() => plan.Reserve(-1, 0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => plan.Reserve(1, 1, 0));
        Assert.Throws<OverflowException>(() => plan.Reserve(int.MaxValue, 0, 0));
    }
}
