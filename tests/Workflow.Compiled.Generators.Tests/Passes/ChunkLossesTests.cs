using Workflow.Compiled.Generators.Graphs;
using Xunit;

namespace Workflow.Compiled.Generators.Tests;

/// <summary>Which losses are computed for some rows at a time.</summary>
public class ChunkLossesTests
{
    private readonly GraphSketch _sketch = new();

    [Fact]
    public void ALayerOverManyClassesAndItsLossAreOneKernel()
    {
        var logits = _sketch.Linear("output", _sketch.Input(GraphSketch.Batch, 8), 8, 32000);
        var model = Compile.Model(_sketch.Build(Loss(logits)));

        var training = model.Variants[0].Frame.Training.Steps.Where(step => !step.IsBackward);
        var kernel = Assert.IsType<KernelStep>(Assert.Single(training));
        Assert.Equal("LinearCrossEntropy.Loss", kernel.Call.Method);
        Assert.DoesNotContain(-1, kernel.Results);
        Assert.Contains("[batch, 32000]", Assert.Single(model.Bill.Chunked));
        Assert.True(model.Bill.Training!.BytesPerSample < 32000 * sizeof(float));
    }

    [Fact]
    public void APredictionAsksForNoGradients()
    {
        var logits = _sketch.Linear("output", _sketch.Input(GraphSketch.Batch, 8), 8, 32000, bias: false);

        var kernel = Assert.IsType<KernelStep>(Assert.Single(Compile.Prediction(_sketch.Build(Loss(logits))).Steps));

        Assert.Equal([-1, -1, -1], kernel.Results.Skip(1).Take(3));
    }

    [Fact]
    public void RowsInSeveralAxesAreRows()
    {
        var hidden = _sketch.Linear("output", _sketch.Input(GraphSketch.Batch, 6, 8), 8, 32000);
        var logits = _sketch.Apply("Flatten", hidden, ("startDim", GraphSketch.Whole(0)), ("endDim", GraphSketch.Whole(1)));

        var model = Compile.Model(_sketch.Build(Loss(logits, GraphSketch.Batch * 6)));

        Assert.Contains("[batch, 6, 32000]", Assert.Single(model.Bill.Chunked));
    }

    [Fact]
    public void ClassesThatAreMovedToAxis1AreStillTheLayers()
    {
        var hidden = _sketch.Linear("output", _sketch.Input(GraphSketch.Batch, 6, 8), 8, 32000);
        var logits = _sketch.Apply("Transpose", hidden, ("dim0", GraphSketch.Whole(1)), ("dim1", GraphSketch.Whole(2)));

        var model = Compile.Model(_sketch.Build(Loss(logits, GraphSketch.Batch, 6)));

        Assert.Single(model.Bill.Chunked);
    }

    [Theory]
    [InlineData(10, "Mean", "10 classes are few")]
    [InlineData(32000, "None", "each sample has a loss of its own")]
    public void TheBillSaysWhyALossIsNotInChunks(int classes, string reduction, string reason)
    {
        var logits = _sketch.Linear("output", _sketch.Input(GraphSketch.Batch, 8), 8, classes);

        var bill = Compile.Model(_sketch.Build(Loss(logits, reduction, GraphSketch.Batch))).Bill;

        Assert.Empty(bill.Chunked);
        Assert.Contains(bill.NotFused, line => line.EndsWith(reason, StringComparison.Ordinal));
    }

    [Fact]
    public void LogitsThatAreOfUseElsewhereExist()
    {
        var logits = _sketch.Linear("output", _sketch.Input(GraphSketch.Batch, 8), 8, 32000);
        var sum = _sketch.Apply("Sum", logits, ("dims", new AttributeValue.List([])), ("keepDim", new AttributeValue.Flag(false)));

        var bill = Compile.Model(_sketch.Build(_sketch.Apply("Add", Loss(logits), sum))).Bill;

        Assert.Contains(bill.NotFused, line => line.EndsWith("the logits are of use elsewhere too", StringComparison.Ordinal));
    }

    private Value Loss(Value logits) => Loss(logits, "Mean", GraphSketch.Batch);

    private Value Loss(Value logits, params Dimension[] targets) => Loss(logits, "Mean", targets);

    private Value Loss(Value logits, string reduction, params Dimension[] targets) => _sketch.Apply(
        "CrossEntropy",
        [logits, _sketch.Indices(targets)],
        ("weight", new AttributeValue.Flag(false)),
        ("ignoreIndex", GraphSketch.Whole(-100)),
        ("labelSmoothing", GraphSketch.Real(0)),
        ("reduction", new AttributeValue.Choice(reduction)));
}
