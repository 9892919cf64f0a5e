using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;
using Xunit;

namespace Workflow.Compiled.Generators.Tests;

using Shape = Workflow.Compiled.Generators.Graphs.Shape;

/// <summary>The compiler's check of itself finds every kind of mistake that a pass could make.</summary>
public class VerifyTests
{
    private static readonly Graph Valid = Sketch();

    [Fact]
    public void AValidGraphPasses() => Assert.Same(Valid, Verify.Check(Valid));

    [Fact]
    public void AnUnknownOperatorIsFound() =>
        Expect("operator Zap is unknown", Valid with { Nodes = [(OperatorNode)Valid.Nodes[0] with { Operator = "Zap" }] });

    [Fact]
    public void AUseBeforeTheDefinitionIsFound() =>
        Expect("uses a value before it is computed", Valid with { Nodes = [Valid.Nodes[1], Valid.Nodes[0]] });

    [Fact]
    public void ASecondDefinitionIsFound() =>
        Expect("a second time", Valid with { Nodes = [Valid.Nodes[0], Valid.Nodes[0], Valid.Nodes[1]] });

    [Fact]
    public void ASecondUseOfANameIsFound() =>
        Expect("two values have one name", Valid with { Values = [.. Valid.Values.Select(value => value with { Name = "x" })] });

    [Fact]
    public void AMissingOutputIsFound() =>
        Expect("an output is never computed", Valid with { Nodes = [Valid.Nodes[0]] });

    [Fact]
    public void AWrongShapeIsFound()
    {
        var program = Lower.ForPrediction(Valid, Compile.Symbols(Valid), isOnImages: false);
        var output = program.Values[program.Outputs[0]] with { Shape = Shape.Of(GraphSketch.Batch, 3) };
        var wrong = program with { Values = [.. program.Values.Select(value => value.Id == output.Id ? output : value)] };

        var exception = Assert.Throws<InvalidOperationException>(() => Verify.Check(wrong));

        Assert.Contains("gives [batch, 3] from [batch, 4]", exception.Message);
    }

    [Fact]
    public void AReadBeforeTheWriteIsFound()
    {
        var schedule = Compile.Prediction(Valid);
        var reversed = schedule with { Steps = [.. schedule.Steps.Reverse()] };

        var exception = Assert.Throws<InvalidOperationException>(() => Verify.Check(reversed));

        Assert.Contains("before it is written", exception.Message);
    }

    [Fact]
    public void ALifeThatEndsTooEarlyIsFound()
    {
        var sketch = new GraphSketch();
        var hidden = sketch.Linear("hidden", sketch.Input(GraphSketch.Batch, 8), 8, 4);
        var schedule = Compile.Prediction(sketch.Build(sketch.Linear("output", hidden, 4, 2)));
        var shortened = schedule with { Storages = [.. schedule.Storages.Select(storage => storage.Kind == StorageKind.Arena ? storage with { Last = storage.First } : storage)] };

        var exception = Assert.Throws<InvalidOperationException>(() => Verify.Check(shortened));

        Assert.Contains("outside of its life", exception.Message);
    }

    private static void Expect(string violation, Graph graph)
    {
        var exception = Assert.Throws<InvalidOperationException>(() => Verify.Check(graph));
        Assert.Contains(violation, exception.Message);
    }

    private static Graph Sketch()
    {
        var sketch = new GraphSketch();
        var x = sketch.Input(GraphSketch.Batch, 8);
        return sketch.Build(sketch.Apply("Softmax", sketch.Linear("output", x, 8, 4), ("dim", GraphSketch.Whole(0))));
    }
}
