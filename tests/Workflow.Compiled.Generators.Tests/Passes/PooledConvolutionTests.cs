using Workflow.Compiled.Generators.Graphs;
using Xunit;

namespace Workflow.Compiled.Generators.Tests;

/// <summary>Which convolutions are pooled where they are computed.</summary>
public class PooledConvolutionTests
{
    private readonly GraphSketch _sketch = new();

    [Fact]
    public void AConvolutionWithItsBiasAndTheActivatedPoolOfItAreOneStepWhoseImageHasNoMemory()
    {
        var graph = _sketch.Build(_sketch.MaxPool2d(_sketch.Apply("Relu", _sketch.Conv2d(Images(), 4, 6))));

        foreach (var schedule in new[] { Compile.Prediction(graph), Compile.Training(graph) })
        {
            var step = Assert.IsType<PooledStep>(Assert.Single(schedule.Steps, step => !step.IsBackward));
            Assert.NotNull(step.Convolution.Epilogue);
            Assert.NotNull(step.Pool.Epilogue);
            Assert.EndsWith("= relu(max (input ∗ conv2d.weight + conv2d.bias))", Assert.Single(step.Summary), StringComparison.Ordinal);
            Assert.DoesNotContain(schedule.Storages, storage => step.Pool.Sources.Contains(storage.Value));
        }
    }

    [Fact]
    public void ADerivativeThatNeedsTheImageKeepsItInMemory()
    {
        var images = _sketch.Apply("Tanh", _sketch.Conv2d(Images(), 4, 4));
        var graph = _sketch.Build(_sketch.MaxPool2d(images));

        Assert.IsType<PooledStep>(Assert.Single(Compile.Prediction(graph).Steps));
        Assert.Contains(Notes(graph), note => note.EndsWith("its operand is read elsewhere too", StringComparison.Ordinal));
    }

    [Fact]
    public void AWindowThatAByteCannotNumberIsPooledApartInTraining()
    {
        var graph = _sketch.Build(_sketch.MaxPool2d(_sketch.Conv2d(_sketch.Input(GraphSketch.Batch, 1, 20, 20), 1, 2), kernel: 17));

        Assert.IsType<PooledStep>(Assert.Single(Compile.Prediction(graph).Steps));
        Assert.Contains(Notes(graph), note => note.EndsWith("a byte cannot number the elements of its windows", StringComparison.Ordinal));
    }

    [Fact]
    public void AnImageOfWhichAWindowSeesTooMuchIsPooledFromMemory()
    {
        var graph = _sketch.Build(_sketch.MaxPool2d(_sketch.Conv2d(_sketch.Input(GraphSketch.Batch, 4, 64, 96), 4, 64), kernel: 64));

        Assert.Contains(Notes(graph), note => note.EndsWith("what a row of its windows sees does not stay in the cache", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Notes(Graph graph)
    {
        var schedule = Compile.Training(graph);
        Assert.DoesNotContain(schedule.Steps, step => step is PooledStep);
        return schedule.NotFused;
    }

    private Value Images() => _sketch.Input(GraphSketch.Batch, 4, 8, 8);
}
