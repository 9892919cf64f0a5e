using TorchSharp;
using Workflow.Compiled.Libtorch;
using Xunit;
using static TorchSharp.torch.nn;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>PRelu as a layer: its own weight in the model, in files and in training.</summary>
public class PReluTests
{
    private const int Batch = 4;

    [Fact]
    public void Weight_starts_as_in_PyTorch()
    {
        var weight = new PReluModel().Parameters["slope.weight"];

        Assert.Equal([6], weight.Shape);
        Assert.All(weight.Span.ToArray(), value => Assert.Equal(0.25f, value));
    }

    [LibtorchFact]
    public void Output_and_gradients_agree_with_libtorch()
    {
        LibtorchLibrary.Require();
        using var scope = torch.NewDisposeScope();
        var model = new PReluModel { Seed = 3 };
        model.Parameters["slope.weight"].CopyFrom(new Tensor(TorchTensors.Random(6, seed: 8), [6]));
        var weights = model.Parameters.ToDictionary(
            parameter => parameter.Name,
            parameter => parameter.ToTensor().Span.ToArray().ToTorchLeaf([.. parameter.Shape.Select(length => (long)length)]));
        var samples = TorchTensors.Random(Batch * 5, seed: 1);
        var expected = functional.prelu(
            functional.prelu(functional.linear(samples.ToTorch(Batch, 5), weights["input.weight"], weights["input.bias"]), weights["slope.weight"]),
            weights["shared.weight"]);
        var gradient = TorchTensors.Random(Batch * 6, seed: 2);
        expected.backward([gradient.ToTorch(Batch, 6)]);

        var pass = model.CreateTrainingPass(Batch);
        var actual = pass.Forward(new Tensor(samples, [Batch, 5]));
        gradient.CopyTo(pass.OutputGradient.Span);
        pass.Backward();

        Parity.Require("output", expected.Values(), actual.Span, terms: 5);
        foreach (var parameter in model.Parameters)
        {
            Parity.Require(
                $"gradient of {parameter.Name}", weights[parameter.Name].grad!.Values(), pass.Gradients.ToTensor(parameter).Span, terms: 24);
        }
    }
}

/// <summary>A weight for each feature, then one for all.</summary>
[CompiledModule]
internal sealed partial class PReluModel : Module
{
    private readonly Linear _input = new(5, 6);
    private readonly PRelu _slope = new(numParameters: 6);
    private readonly PRelu _shared = new();

    public Tensor Forward([Shape("batch", 5)] Tensor samples) => _shared.Forward(_slope.Forward(_input.Forward(samples)));
}
