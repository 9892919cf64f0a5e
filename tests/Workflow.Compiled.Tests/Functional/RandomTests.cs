using static Workflow.Compiled.Functional;

namespace Workflow.Compiled.Tests;

/// <summary>Random tensors in training.</summary>
public class RandomTests
{
    private const int Count = 40_000;

    [Fact]
    public void Numbers_have_the_distribution_asked_for()
    {
        using var training = EagerTraining.Begin(seed: 5, step: 0);

        Require(NormalLike(new Tensor([Count]), mean: 2, standardDeviation: 3), mean: 2, variance: 9);
        var uniform = UniformLike(new Tensor([Count]), low: -1, high: 2);
        Require(uniform, mean: 0.5, variance: 0.75);
        Assert.All(uniform.Span.ToArray(), value => Assert.InRange(value, -1, 2));
    }

    [Fact]
    public void Each_step_and_each_use_has_numbers_of_its_own()
    {
        var (first, second) = Draw(step: 0);
        var (again, _) = Draw(step: 0);
        var (next, _) = Draw(step: 1);

        Assert.Equal(first.Span, again.Span);
        Assert.False(first.Span.SequenceEqual(second.Span));
        Assert.False(first.Span.SequenceEqual(next.Span));
    }

    private static (Tensor First, Tensor Second) Draw(long step)
    {
        using var training = EagerTraining.Begin(seed: 1, step);
        return (NormalLike(new Tensor([8])), NormalLike(new Tensor([8])));
    }

    private static void Require(Tensor values, double mean, double variance)
    {
        // Five standard deviations of the mean; and of the variance, whose own is at most √2 of its size.
        var measured = values.Span.ToArray().Average(value => (double)value);
        Assert.InRange(measured, mean - 5 * Math.Sqrt(variance / Count), mean + 5 * Math.Sqrt(variance / Count));
        var spread = values.Span.ToArray().Average(value => (value - mean) * (value - mean));
        Assert.InRange(spread, variance * (1 - 5 * Math.Sqrt(2.0 / Count)), variance * (1 + 5 * Math.Sqrt(2.0 / Count)));
    }
}
