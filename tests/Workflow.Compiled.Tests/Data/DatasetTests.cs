namespace Workflow.Compiled.Tests;

public sealed class DatasetTests
{
    [Theory]
    [InlineData(float.NaN, "NaN")]
    [InlineData(float.NegativeInfinity, "-Infinity")]
    public void ANonFiniteInputIsNamedWithSampleAndColumn(float value, string text)
    {
        var inputs = new Tensor([50, 3]);
        inputs.Span[17 * 3 + 2] = value;
        var failure = Assert.Throws<ArgumentException>("inputs", () => new ArrayDataset(inputs, new IndexTensor([50]), 2));
        Assert.StartsWith($"input 2 of sample 17 is {text}", failure.Message);
        Assert.Equal(50, new ArrayDataset(inputs, new IndexTensor([50]), 2, allowNonFinite: true).Count);
    }

    [Fact]
    public void ANonFiniteTargetIsNamedWithSampleAndColumn()
    {
        var values = new Tensor([0, 0, 0, float.NaN], [2, 2]);
        Assert.StartsWith("target 1 of sample 1 is NaN", Assert.Throws<ArgumentException>("values", () => new ArrayDataset(new Tensor([2, 1]), values)).Message);
    }

    [Fact]
    public void AClassOutOfRangeIsNamedWithItsSample()
    {
        var failure = Assert.Throws<ArgumentException>("classes", () => new ArrayDataset(new Tensor([3, 1]), new IndexTensor([0, 1, 2], [3]), 2));
        Assert.StartsWith("sample 2 has class 2, but there are 2 classes, 0 to 1", failure.Message);
    }

    [Fact]
    public void DifferentNumbersOfInputsAndTargetsAreRefused() =>
        Assert.Throws<ArgumentException>("targets", () => new ArrayDataset(new Tensor([3, 1]), new IndexTensor([2]), 2));

    [Fact]
    public void WritingTheOtherKindOfTargetIsRefused()
    {
        Assert.Throws<InvalidOperationException>(() => new TargetSlot(new float[1]) { Class = 1 });
        Assert.Throws<InvalidOperationException>(() =>
        {
            var number = 0;
            return new TargetSlot(ref number).Values.Length;
        });
    }

    [Fact]
    public void ASubsetReadsItsSamples()
    {
        var subset = new Subset(new NumberedDataset(10), [7, 2]);
        var (input, number) = (new float[3], 0);
        subset.Read(1, input, new TargetSlot(ref number));
        Assert.Equal([20, 21, 22], input);
        Assert.Equal((2, 2), (number, subset.Count));
        Assert.Contains(
            "index 10 at place 1",
            Assert.Throws<ArgumentOutOfRangeException>(() => new Subset(new NumberedDataset(10), [0, 10])).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void ARandomSplitGivesEachSampleToOnePart()
    {
        var source = new NumberedDataset(100);
        var parts = Subset.RandomSplit(source, seed: 5, 70, 30);
        Assert.Equal([70, 30], parts.Select(part => part.Count));
        Assert.Equal(Enumerable.Range(0, 100), parts.SelectMany(Numbers).Order());
        Assert.Equal(Numbers(parts[0]), Numbers(Subset.RandomSplit(source, seed: 5, 70, 30)[0]));
        Assert.NotEqual(Numbers(parts[0]), Numbers(Subset.RandomSplit(source, seed: 6, 70, 30)[0]));
        Assert.Throws<ArgumentException>("counts", () => Subset.RandomSplit(source, 5, 70, 29));
    }

    private static int[] Numbers(Dataset dataset) => [.. Enumerable.Range(0, dataset.Count).Select(index =>
    {
        var (input, number) = (new float[3], 0);
        dataset.Read(index, input, new TargetSlot(ref number));
        return (int)input[0] / 10;
    })];
}
