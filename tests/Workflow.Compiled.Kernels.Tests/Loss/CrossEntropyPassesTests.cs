namespace Workflow.Compiled.Kernels.Tests;

/// <summary>Cross-entropy whose gradient is a pass of its own, against float64.</summary>
[Collection(ThreadsCollection.Name)]
public class CrossEntropyPassesTests
{
    [Theory]
    [MemberData(nameof(CrossEntropyTests.Cases), MemberType = typeof(CrossEntropyTests))]
    public void Loss_and_gradient_are_those_of_float64(
        int rows, int classes, bool isWeighted, float smoothing, LossReduction reduction, bool hasIgnored)
    {
        var sample = new CrossEntropyCase(rows, classes, isWeighted, smoothing, reduction, hasIgnored);
        using var logits = new GuardedBuffer(sample.Logits);
        using var normalizers = new GuardedBuffer(Numbers.Untouched(2 * rows));
        using var gradient = new GuardedBuffer(Numbers.Untouched(sample.Logits.Length));
        var loss = new float[1];
        CrossEntropy.Loss(logits.Span, sample.Targets, classes, loss, normalizers.Span, sample.Options);
        CrossEntropy.LossGradient([0.5f], logits.Span, sample.Targets, normalizers.Span, classes, gradient.Span, sample.Options);

        Assert.Equal(CrossEntropy.Forward(sample.Logits, rows, classes, sample.Targets, sample.Options, []), loss[0]);
        Near.All(Scaled(sample.Gradient(), _ => 0.5), gradient.Span.ToArray(), 3e-6 / sample.Divisor, 1 / sample.Divisor);
        var (again, inPlace) = (new float[1], sample.Logits.ToArray());
        CrossEntropy.Loss(sample.Logits, sample.Targets, classes, again, [], sample.Options);
        CrossEntropy.LossGradient([0.5f], inPlace, sample.Targets, normalizers.Span, classes, inPlace, sample.Options);
        Assert.Equal(loss, again);
        Assert.Equal(gradient.Span.ToArray(), inPlace);
    }

    [Theory]
    [MemberData(nameof(CrossEntropyTests.Cases), MemberType = typeof(CrossEntropyTests))]
    public void Losses_one_by_one_and_their_gradient_are_those_of_float64(
        int rows, int classes, bool isWeighted, float smoothing, LossReduction reduction, bool hasIgnored)
    {
        var sample = new CrossEntropyCase(rows, classes, isWeighted, smoothing, reduction, hasIgnored);
        var (losses, normalizers, gradient) = (Numbers.Untouched(rows), Numbers.Untouched(2 * rows), Numbers.Untouched(sample.Logits.Length));
        var lossGradients = Numbers.Uniform(7, rows);
        CrossEntropy.Losses(sample.Logits, sample.Targets, classes, losses, normalizers, sample.Options);
        CrossEntropy.LossesGradient(lossGradients, sample.Logits, sample.Targets, normalizers, classes, gradient, sample.Options);

        var expected = sample.Losses();
        for (var row = 0; row < rows; row++)
            Assert.Equal(expected[row], losses[row], 1e-6 * Math.Max(1, Math.Abs(expected[row])));
        Near.All(Scaled(sample.Gradient(), place => lossGradients[place / classes]), gradient, 3e-6);
    }

    [Fact]
    public void Spans_of_other_lengths_and_wrong_targets_are_refused_before_anything_is_written()
    {
        var sample = new CrossEntropyCase(5, 10, false, 0, LossReduction.Mean, false);
        var (normalizers, gradient) = (new float[10], new float[50]);
        Assert.Throws<ArgumentException>("normalizers", () => CrossEntropy.Loss(sample.Logits, sample.Targets, 10, new float[1], new float[5]));
        Assert.Throws<ArgumentException>("loss", () => CrossEntropy.Loss(sample.Logits, sample.Targets, 10, new float[5], normalizers));
        Assert.Throws<ArgumentException>("losses", () => CrossEntropy.Losses(sample.Logits, sample.Targets, 10, new float[1], normalizers));
        Assert.Throws<ArgumentException>("lossGradient", () => CrossEntropy.LossGradient([1, 1], sample.Logits, sample.Targets, normalizers, 10, gradient));
        Assert.Throws<ArgumentException>("lossGradients", () => CrossEntropy.LossesGradient([1], sample.Logits, sample.Targets, normalizers, 10, gradient));
        Assert.Throws<ArgumentException>("gradient", () => CrossEntropy.LossGradient([1], sample.Logits, sample.Targets, normalizers, 10, new float[49]));
        sample.Targets[3] = 10;
        Assert.Throws<ArgumentOutOfRangeException>("targets", () => CrossEntropy.Loss(sample.Logits, sample.Targets, 10, new float[1], normalizers));
        Assert.Throws<ArgumentOutOfRangeException>("targets", () => CrossEntropy.LossGradient([1], sample.Logits, sample.Targets, normalizers, 10, gradient));
        Assert.All(normalizers.Concat(gradient), value => Assert.Equal(0, value));
    }

    private static double[] Scaled(double[] gradient, Func<int, double> factor) => [.. gradient.Select((value, place) => value * factor(place))];
}
