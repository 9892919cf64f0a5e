using Workflow.Compiled.Generators.Graphs;
using Xunit;

namespace Workflow.Compiled.Generators.Tests;

/// <summary>A table's rows and its gradient are one kernel each.</summary>
public class EmbeddingTests
{
    [Fact]
    public void RowsAndGradientAreOneKernelEach()
    {
        var sketch = new GraphSketch();
        var tokens = sketch.Indices(GraphSketch.Batch, 5);
        var rows = sketch.Apply(
            "Embedding", tokens, ("numEmbeddings", GraphSketch.Whole(10)), ("embeddingDim", GraphSketch.Whole(8)), ("paddingIndex", GraphSketch.Whole(3)));

        var steps = Compile.Training(sketch.Build(rows)).Steps.OfType<KernelStep>().ToArray();

        Assert.Equal(["Embedding.Gather", "Embedding.Gradient"], steps.Select(step => step.Call.Method));
        Assert.Equal("3", Assert.Single(steps[1].Call.Constants));
        Assert.Equal(8, Assert.Single(steps[1].Call.Lengths).ConstantValue);
    }
}
