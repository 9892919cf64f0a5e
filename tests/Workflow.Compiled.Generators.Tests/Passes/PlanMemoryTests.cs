using Workflow.Compiled.Generators.Graphs;
using Xunit;

namespace Workflow.Compiled.Generators.Tests;

/// <summary>Where values live and for how long.</summary>
public class PlanMemoryTests
{
    private readonly GraphSketch _sketch = new();

    [Fact]
    public void AValueLivesFromTheStepThatWritesItToTheLastThatReadsIt()
    {
        var x = _sketch.Input(GraphSketch.Batch, 8);
        var hidden = _sketch.Apply("Relu", _sketch.Linear("hidden", x, 8, 4));
        var schedule = Compile.Training(_sketch.Build(_sketch.Linear("output", hidden, 4, 2)));

        var storage = schedule.StorageOf(hidden.Id);

        Assert.Equal(StorageKind.Arena, storage.Kind);
        Assert.Equal(0, storage.First);
        Assert.Equal(schedule.Steps.ToList().FindLastIndex(step => step.Reads.Contains(hidden.Id)), storage.Last);
    }

    [Fact]
    public void InputOutputParametersAndGradientsAreNotInTheArena()
    {
        var x = _sketch.Input(GraphSketch.Batch, 8);
        var schedule = Compile.Training(_sketch.Build(_sketch.Linear("output", x, 8, 2)));

        Assert.DoesNotContain(schedule.Storages, storage => storage.Kind == StorageKind.Arena);
        Assert.Equal(StorageKind.Caller, schedule.StorageOf(x.Id).Kind);
        Assert.Equal(StorageKind.Caller, schedule.StorageOf(schedule.Outputs[0].Value).Kind);
    }

    [Fact]
    public void AnOutputThatIsOnlyAViewOfTheInputIsCopied()
    {
        var x = _sketch.Input(GraphSketch.Batch, 2, 4);
        var flat = _sketch.Apply("Flatten", x, ("startDim", GraphSketch.Whole(1)), ("endDim", GraphSketch.Whole(-1)));

        var copy = Assert.IsType<MapStep>(Assert.Single(Compile.Prediction(_sketch.Build(flat)).Steps));

        Assert.Equal(x.Id, Assert.Single(copy.Region.Operands).Value);
    }

    [Fact]
    public void TheBillCountsWhatSharingSaves()
    {
        var x = _sketch.Input(GraphSketch.Batch, 64);
        var y = x;
        for (var i = 0; i < 4; i++)
            y = _sketch.Apply("Relu", _sketch.Linear($"hidden{i}", y, 64, 64));

        var bill = Compile.Model(_sketch.Build(y)).Bill;

        // Layer i reads what layer i - 1 wrote; the last one writes the output. So two rows live at once, and three are reserved.
        Assert.Equal(2 * 64 * sizeof(float), bill.Prediction!.BytesPerSample);
        Assert.Equal(3 * 64 * sizeof(float), bill.Prediction!.UnsharedBytesPerSample);
        Assert.Equal(4 * ((64 * 64) + 64), bill.Parameters);
        Assert.Equal(4 * 2 * 64 * 64, bill.ForwardFlops);
    }
}
