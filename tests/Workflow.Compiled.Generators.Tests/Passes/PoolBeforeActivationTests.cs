using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;
using Xunit;

namespace Workflow.Compiled.Generators.Tests;

/// <summary>Which activations are computed behind the max-pool of their results, and what becomes of the gradients.</summary>
public class PoolBeforeActivationTests
{
    private readonly GraphSketch _sketch = new();

    [Theory]
    [InlineData("Relu", true)]
    [InlineData("Relu6", true)]
    [InlineData("Hardtanh", true)]
    [InlineData("LeakyRelu", false)] // rounds: different numbers may become equal, and another one wins
    [InlineData("Sigmoid", false)]
    [InlineData("Abs", false)]
    public void OnlyAnActivationThatCutsOffComesBehindThePool(string activation, bool isExchanged)
    {
        var graph = _sketch.Build(_sketch.MaxPool2d(Activate(activation, Images())));

        var nodes = Operators(PoolBeforeActivation.Run(graph));

        Assert.Equal(isExchanged ? ["MaxPool2d", activation] : [activation, "MaxPool2d"], nodes);
    }

    [Fact]
    public void AllActivationsInFrontOfThePoolComeBehindIt()
    {
        var graph = _sketch.Build(_sketch.MaxPool2d(Activate("Relu6", Activate("Relu", Activate("Tanh", Images())))));

        Assert.Equal(["Tanh", "MaxPool2d", "Relu", "Relu6"], Operators(PoolBeforeActivation.Run(graph)));
    }

    [Fact]
    public void AnImageThatIsReadElsewhereIsActivated()
    {
        var activated = Activate("Relu", Images());
        var graph = _sketch.Build(_sketch.Apply("Add", _sketch.MaxPool2d(activated), _sketch.MaxPool2d(activated)));

        Assert.Equal(graph, PoolBeforeActivation.Run(graph));
    }

    [Fact]
    public void AWindowThatMayLieBesideTheImageIsOfActivations()
    {
        var graph = _sketch.Build(_sketch.MaxPool2d(Activate("Relu", Images()), dilation: 2));

        Assert.Equal(graph, PoolBeforeActivation.Run(graph));
    }

    [Fact]
    public void ASequenceIsSeenAsAnImage()
    {
        var sequence = _sketch.Input(GraphSketch.Batch, 4, 8);
        var row = _sketch.Apply("Unsqueeze", Activate("Relu", sequence), ("dim", GraphSketch.Whole(2)));
        var graph = PoolBeforeActivation.Run(_sketch.Build(_sketch.MaxPool2d(row, kernel: 1)));

        Assert.Equal(["Unsqueeze", "MaxPool2d", "Relu"], Operators(graph));
        Assert.Equal(sequence.Id, graph.Nodes[0].Inputs[0]);
        Assert.Equal(graph.Values[graph.Nodes[2].Outputs[0]].Shape, graph.Values[graph.Nodes[1].Outputs[0]].Shape);
    }

    [Fact]
    public void TrainingKeepsNoActivatedImageAndSumsTheGradientOfABiasBeforeItIsSpread()
    {
        var model = Compile.Model(_sketch.Build(_sketch.MaxPool2d(Activate("Relu", _sketch.Conv2d(Images(), 4, 4)))));

        var schedule = model.Variants[0].Frame.Training;
        Assert.DoesNotContain(model.Bill.Saved, line => line.Contains("[batch, 8, 8", StringComparison.Ordinal));
        var bias = Assert.Single(schedule.Steps.OfType<SumStep>());
        Assert.Equal(GraphSketch.Batch * 16, bias.Region.Rows);
    }

    private static IEnumerable<string> Operators(Graph graph) => graph.Nodes.Cast<OperatorNode>().Select(node => node.Operator);

    private Value Images() => _sketch.Input(GraphSketch.Batch, 4, 8, 8);

    private Value Activate(string name, Value x) => _sketch.Apply(
        name, x, ("minVal", GraphSketch.Real(-1)), ("maxVal", GraphSketch.Real(1)), ("negativeSlope", GraphSketch.Real(0.01f)));
}
