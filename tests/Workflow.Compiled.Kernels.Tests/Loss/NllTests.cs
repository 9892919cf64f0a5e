namespace Workflow.Compiled.Kernels.Tests;

/// <summary>Negative log-likelihood: after log softmax it is cross-entropy.</summary>
public class NllTests
{
    [Theory]
    [InlineData(false, LossReduction.Mean, false)]
    [InlineData(true, LossReduction.Mean, true)]
    [InlineData(true, LossReduction.Sum, true)]
    public void After_log_softmax_it_is_cross_entropy(bool isWeighted, LossReduction reduction, bool hasIgnored)
    {
        const int rows = 37, classes = 11;
        var sample = new CrossEntropyCase(rows, classes, isWeighted, 0, reduction, hasIgnored);
        var (logProbabilities, gradient, losses) = (new float[rows * classes], Numbers.Untouched(rows * classes), Numbers.Untouched(rows));
        LogSoftmax.Forward(sample.Logits, rows, classes, 1, logProbabilities);
        var options = new NllOptions { ClassWeights = sample.Weights, Reduction = reduction };
        var loss = Nll.Forward(logProbabilities, rows, classes, sample.Targets, options, gradient);
        var expected = sample.Losses();
        Assert.Equal(expected.Sum() / sample.Divisor, loss, 1e-6 * Math.Abs(expected.Sum() / sample.Divisor));
        Assert.Equal(loss, Nll.Forward(logProbabilities, rows, classes, sample.Targets, options, []));

        LogSoftmax.Backward(logProbabilities, gradient, rows, classes, 1, gradient);
        Near.All(sample.Gradient(), gradient, 3e-6 / sample.Divisor, 1 / sample.Divisor);

        Nll.PerSample(logProbabilities, rows, classes, sample.Targets, options, losses, []);
        for (var row = 0; row < rows; row++)
            Assert.Equal(expected[row], losses[row], 1e-5);
    }

    [Fact]
    public void A_target_that_is_no_class_is_refused_before_anything_is_written()
    {
        var gradient = Numbers.Untouched(6);
        var error = Assert.Throws<ArgumentOutOfRangeException>("targets", () => Nll.Forward(new float[6], 2, 3, [0, 3], default, gradient));
        Assert.Contains("sample 1", error.Message, StringComparison.Ordinal);
        Assert.Contains("3 classes", error.Message, StringComparison.Ordinal);
        Assert.All(gradient, value => Assert.True(float.IsNaN(value)));
    }
}
