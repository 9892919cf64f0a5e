namespace Workflow.Compiled.Tests;

public sealed class MetricTests
{
    private static readonly Tensor Output = new([1, 0, 0, 0, 0, 2, 0, 3, 0], [3, 3]);
    private static readonly IndexTensor Classes = new([0, 2, 2], [3]);

    [Fact]
    public void AccuracyCountsOverBatches()
    {
        var accuracy = new Accuracy();
        Assert.Equal(double.NaN, accuracy.Value);
        accuracy.Add(Output, Classes);
        Assert.Equal(2 / 3.0, accuracy.Value);
        accuracy.Add(new Tensor([0, 0, 1], [1, 3]), new IndexTensor([2], [1]));
        Assert.Equal(3 / 4.0, accuracy.Value);
        accuracy.Reset();
        Assert.Equal(double.NaN, accuracy.Value);
    }

    [Fact]
    public void TheConfusionMatrixCountsPairs()
    {
        var confusion = new ConfusionMatrix(3);
        confusion.Add(Output, Classes);
        Assert.Equal((1, 1, 1, 0), (confusion[0, 0], confusion[2, 2], confusion[2, 1], confusion[1, 1]));
        Assert.Equal(2 / 3.0, confusion.Value);
        Assert.Equal(
            """
            actual \ predicted
                  0  1  2
               0  1  .  .
               1  .  .  .
               2  .  1  1
            """,
            confusion.ToString(),
            ignoreLineEndingDifferences: true);
    }

    [Theory]
    [InlineData(Reduction.Mean)]
    [InlineData(Reduction.Sum)]
    public void TheMeanLossWeighsAShortBatchByItsSamples(Reduction reduction)
    {
        var loss = new MeanLoss(new MseLoss(reduction));
        loss.Add(new Tensor([1, 1, 1], [3, 1]), new Tensor([3, 1]));
        loss.Add(new Tensor([3], [1, 1]), new Tensor([1, 1]));
        Assert.Equal((1 + 1 + 1 + 9) / 4.0, loss.Value, 6);
    }

    [Fact]
    public void TargetsOfTheWrongKindAreRefused() =>
        Assert.Throws<ArgumentException>("targets", () => new Accuracy().Add(Output, new Tensor([3, 3])));
}
