using Workflow.Compiled.Generators.Graphs;
using Xunit;

namespace Workflow.Compiled.Generators.Tests;

/// <summary>Which gradients are computed, and how they meet.</summary>
public class DifferentiateTests
{
    private readonly GraphSketch _sketch = new();
    private Value? _source;

    [Fact]
    public void TheGradientOfTheDataServesNoParameter()
    {
        var x = _sketch.Input(GraphSketch.Batch, 8);
        var schedule = Compile.Training(_sketch.Build(_sketch.Linear("only", x, 8, 4)));

        Assert.Equal(
            [StorageKind.Gradient, StorageKind.Gradient],
            schedule.Steps.Where(step => (step.Role & StepRole.ParameterGradients) != 0).SelectMany(step => step.Writes).Select(value => schedule.StorageOf(value).Kind));
        var data = Assert.Single(schedule.Steps, step => step.Role == StepRole.InputGradients);
        Assert.Equal(schedule.InputGradients[0], Assert.Single(data.Writes));
    }

    [Fact]
    public void GradientsOfAValueThatIsUsedTwiceAreAddedInTheEpilogueOfTheLaterProduct()
    {
        var x = _sketch.Input(GraphSketch.Batch, 8);
        var shared = _sketch.Apply("Relu", _sketch.Linear("first", x, 8, 8));
        var sum = _sketch.Apply("Add", _sketch.Linear("left", shared, 8, 8), _sketch.Linear("right", shared, 8, 8));

        var schedule = Compile.Training(_sketch.Build(sum));

        var addition = Assert.Single(schedule.Steps.OfType<ProductStep>(), step => step.Summary.Any(line => line.Contains("> 0]")));
        Assert.Contains(" + ", Assert.Single(addition.Summary));
        Assert.DoesNotContain(schedule.Steps, step => step.IsBackward && step is MapStep);
    }

    [Fact]
    public void GradientsOfPartsAreWrittenSideBySide()
    {
        var schedule = Compile.Training(_sketch.Build(_sketch.Apply("Multiply", Part(0, 3), Part(5, 8))));

        var join = Assert.Single(schedule.Steps.OfType<JoinStep>());
        Assert.Equal([3, 2, 3], join.Parts.Select(part => part.Columns));
        Assert.DoesNotContain(schedule.Steps, step => step.Summary.Any(line => line.Contains('+')));
    }

    [Fact]
    public void GradientsOfPartsThatShareAnElementAreAdded()
    {
        var schedule = Compile.Training(_sketch.Build(_sketch.Apply("Multiply", Part(0, 5), Part(3, 8))));

        Assert.Equal(2, schedule.Steps.OfType<JoinStep>().Count());
        Assert.Contains(schedule.Steps, step => step.Summary.Any(line => line.Contains('+')));
    }

    [Fact]
    public void EachParameterOfASumOwnsItsGradient()
    {
        var x = _sketch.Input(GraphSketch.Batch, 8);
        var sum = _sketch.Apply("Add", _sketch.Linear("left", x, 8, 4), _sketch.Linear("right", x, 8, 4));

        var schedule = Compile.Training(_sketch.Build(sum));

        var owners = schedule.Storages.Where(storage => storage.Kind == StorageKind.Gradient).Select(storage => storage.Parameter).ToArray();
        Assert.Equal(4, owners.Length);
        Assert.Equal(4, owners.Distinct().Count());
    }

    [Fact]
    public void ABroadcastOperandGetsTheSumOverWhatItWasRepeatedAlong()
    {
        var x = _sketch.Input(GraphSketch.Batch, 3, 5);
        var scale = _sketch.Parameter("scale", 3, 1);
        var schedule = Compile.Training(_sketch.Build(_sketch.Apply("Multiply", x, scale)));

        // Along the last axis in the pass that multiplies, then along the batch.
        var rows = Assert.Single(schedule.Steps.OfType<RowStep>());
        Assert.Equal((GraphSketch.Batch * 3, (Dimension)5), (rows.Rows, rows.Columns));
        var sum = Assert.Single(schedule.Steps.OfType<ReductionStep>());
        Assert.Equal(new Operation.Reduction("Sum", 1, GraphSketch.Batch, 3), sum.Operation);
    }

    [Fact]
    public void AParameterThatReachesTheOutputUnchangedGetsACopyOfTheOutputGradient()
    {
        var x = _sketch.Input(GraphSketch.Batch, 4);
        var offset = _sketch.Parameter("offset", GraphSketch.Batch, 4);
        var schedule = Compile.Training(_sketch.Build(_sketch.Apply("Add", x, offset)));

        var copy = Assert.IsType<MapStep>(Assert.Single(schedule.Steps, step => step.Role == StepRole.ParameterGradients));
        Assert.Equal("∂offset = ∂" + schedule.Values[schedule.Outputs[0].Value].Name, Assert.Single(copy.Summary));
    }

    /// <summary>Some columns of one value [batch, 8].</summary>
    private Value Part(int start, int end) => _sketch.Apply(
        "Slice",
        _source ??= _sketch.Apply("Tanh", _sketch.Input(GraphSketch.Batch, 8)),
        ("dim", GraphSketch.Whole(1)),
        ("start", GraphSketch.Whole(start)),
        ("end", GraphSketch.Whole(end)),
        ("step", GraphSketch.Whole(1)));
}
