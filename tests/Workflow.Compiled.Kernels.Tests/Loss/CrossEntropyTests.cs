namespace Workflow.Compiled.Kernels.Tests;

/// <summary>Cross-entropy and its gradient against float64.</summary>
[Collection(ThreadsCollection.Name)]
public class CrossEntropyTests
{
    public static TheoryData<int, int, bool, float, LossReduction, bool> Cases
    {
        get
        {
            var cases = new TheoryData<int, int, bool, float, LossReduction, bool>();
            foreach (var (rows, classes) in new[] { (1, 1), (64, 10), (5, 2), (97, 33), (7, 131), (67, 600) })
            {
                foreach (var isWeighted in new[] { false, true })
                {
                    foreach (var smoothing in new[] { 0, 0.1f, 1 })
                    {
                        cases.Add(rows, classes, isWeighted, smoothing, LossReduction.Mean, false);
                        cases.Add(rows, classes, isWeighted, smoothing, LossReduction.Sum, rows > 1);
                    }

                    if (rows > 1)
                        cases.Add(rows, classes, isWeighted, 0.3f, LossReduction.Mean, true);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Loss_and_gradient_are_those_of_float64(
        int rows, int classes, bool isWeighted, float smoothing, LossReduction reduction, bool hasIgnored)
    {
        var sample = new CrossEntropyCase(rows, classes, isWeighted, smoothing, reduction, hasIgnored);
        var gradient = Numbers.Untouched(sample.Logits.Length);
        var loss = CrossEntropy.Forward(sample.Logits, rows, classes, sample.Targets, sample.Options, gradient);
        var expected = sample.Losses().Sum() / sample.Divisor;
        Assert.Equal(expected, loss, 1e-6 * Math.Max(1, Math.Abs(expected)));

        Near.All(sample.Gradient(), gradient, 3e-6 / sample.Divisor, 1 / sample.Divisor);
        Assert.Equal(loss, CrossEntropy.Forward(sample.Logits, rows, classes, sample.Targets, sample.Options, []));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Losses_one_by_one_are_those_of_float64(
        int rows, int classes, bool isWeighted, float smoothing, LossReduction reduction, bool hasIgnored)
    {
        var sample = new CrossEntropyCase(rows, classes, isWeighted, smoothing, reduction, hasIgnored);
        var (losses, gradient) = (Numbers.Untouched(rows), Numbers.Untouched(sample.Logits.Length));
        CrossEntropy.PerSample(sample.Logits, rows, classes, sample.Targets, sample.Options, losses, gradient);
        var expected = sample.Losses();
        for (var row = 0; row < rows; row++)
            Assert.Equal(expected[row], losses[row], 1e-6 * Math.Max(1, Math.Abs(expected[row])));
        Near.All(sample.Gradient(), gradient, 3e-6);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(10)]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    public void A_target_that_is_no_class_is_refused_before_anything_is_written(int target)
    {
        var sample = new CrossEntropyCase(5, 10, false, 0, LossReduction.Mean, false);
        sample.Targets[3] = target;
        var (losses, gradient) = (new float[5], new float[50]);
        var error = Assert.Throws<ArgumentOutOfRangeException>(
            "targets", () => CrossEntropy.Forward(sample.Logits, 5, 10, sample.Targets, default, gradient));
        Assert.Contains("sample 3", error.Message, StringComparison.Ordinal);
        Assert.Contains("10 classes", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(
            "targets", () => CrossEntropy.PerSample(sample.Logits, 5, 10, sample.Targets, default, losses, gradient));
        Assert.All(gradient, value => Assert.Equal(0, value));
        Assert.All(losses, value => Assert.Equal(0, value));
    }

    [Fact]
    public void A_batch_of_ignored_samples_has_no_mean_and_no_gradient()
    {
        int[] targets = [7, 7];
        var gradient = Numbers.Untouched(6);
        Assert.True(float.IsNaN(CrossEntropy.Forward(new float[6], 2, 3, targets, new() { IgnoreIndex = 7 }, gradient)));
        Assert.All(gradient, value => Assert.Equal(0, value));
        Assert.Equal(0, CrossEntropy.Forward(new float[6], 2, 3, targets, new() { IgnoreIndex = 7, Reduction = LossReduction.Sum }, gradient));
    }

    [Fact]
    public void The_default_ignores_minus_100()
    {
        Assert.Equal(-100, default(CrossEntropyOptions).IgnoreIndex);
        Assert.Equal(-100, default(NllOptions).IgnoreIndex);
        Assert.Equal(int.MaxValue, new CrossEntropyOptions { IgnoreIndex = int.MaxValue }.IgnoreIndex);
    }

    [Fact]
    public void Extreme_logits_do_not_overflow()
    {
        float[] logits = [1e38f, -1e38f, 0, float.NegativeInfinity];
        var gradient = new float[4];
        Assert.Equal(0, CrossEntropy.Forward(logits, 1, 4, [0], default, gradient));
        Assert.Equal([0, 0, 0, 0], gradient);
        Assert.Equal(2e38f, CrossEntropy.Forward(logits, 1, 4, [1], default, gradient));
        Assert.Equal([1, -1, 0, 0], gradient);
        Assert.Equal(float.PositiveInfinity, CrossEntropy.Forward(logits, 1, 4, [3], default, gradient));
        Assert.True(float.IsNaN(CrossEntropy.Forward([0, float.NaN], 1, 2, [0], default, [])));
    }

    [Fact]
    public void The_same_for_any_number_of_threads()
    {
        var sample = new CrossEntropyCase(301, 777, true, 0.1f, LossReduction.Mean, true);
        Steady.SameForAllThreads(() =>
        {
            var gradient = new float[sample.Logits.Length];
            var loss = CrossEntropy.Forward(sample.Logits, sample.Rows, sample.Classes, sample.Targets, sample.Options, gradient);
            return [.. gradient, loss];
        });
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 10)]
    [InlineData(3, 67)]
    public void Touches_nothing_behind_its_operands(int rows, int classes)
    {
        var sample = new CrossEntropyCase(rows, classes, true, 0.1f, LossReduction.Mean, false);
        using var logits = new GuardedBuffer(sample.Logits);
        using var gradient = new GuardedBuffer(Numbers.Untouched(rows * classes));
        CrossEntropy.Forward(logits.Span, rows, classes, sample.Targets, sample.Options, gradient.Span);
        Assert.False(gradient.Span.Contains(float.NaN));
    }

    [Fact]
    public void Allocates_nothing()
    {
        var sample = new CrossEntropyCase(256, 1000, false, 0, LossReduction.Mean, false);
        var gradient = new float[sample.Logits.Length];
        Steady.AllocatesNothing(() => CrossEntropy.Forward(sample.Logits, 256, 1000, sample.Targets, default, gradient));
    }

    [Fact]
    public void Wrong_lengths_and_options_are_refused()
    {
        Assert.Throws<ArgumentException>("logits", () => CrossEntropy.Forward(new float[5], 2, 3, [0, 0], default, []));
        Assert.Throws<ArgumentException>("targets", () => CrossEntropy.Forward(new float[6], 2, 3, [0], default, []));
        Assert.Throws<ArgumentException>("gradient", () => CrossEntropy.Forward(new float[6], 2, 3, [0, 0], default, new float[5]));
        Assert.Throws<ArgumentException>("classWeights", () => CrossEntropy.Forward(new float[6], 2, 3, [0, 0], new() { ClassWeights = new float[2] }, []));
        Assert.Throws<ArgumentException>("losses", () => CrossEntropy.PerSample(new float[6], 2, 3, [0, 0], default, new float[1], []));
        Assert.Throws<ArgumentOutOfRangeException>("options", () => CrossEntropy.Forward(new float[6], 2, 3, [0, 0], new() { LabelSmoothing = 1.1f }, []));
        Assert.Throws<ArgumentOutOfRangeException>("options", () => CrossEntropy.Forward(new float[6], 2, 3, [0, 0], new() { LabelSmoothing = float.NaN }, []));
    }
}
