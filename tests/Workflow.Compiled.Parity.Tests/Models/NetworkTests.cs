using TorchSharp;
using Workflow.Compiled.Libtorch;
using Xunit;
using static TorchSharp.torch.nn;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>A whole network with many operators: compiled, eager, in libtorch, and by numeric derivatives.</summary>
public class NetworkTests
{
    private const int Batch = 9;

    private static Tensor Samples => new(TorchTensors.Random(Batch * 12, seed: 1), [Batch, 12]);

    [LibtorchFact]
    public void Outputs_and_gradients_agree_with_libtorch()
    {
        LibtorchLibrary.Require();
        using var scope = torch.NewDisposeScope();
        var model = new SmoothMlp { Seed = 4 };
        var weights = model.Parameters.ToDictionary(
            parameter => parameter.Name,
            parameter => parameter.ToTensor().Span.ToArray().ToTorchLeaf([.. parameter.Shape.Select(length => (long)length)]));
        var expected = InLibtorch(Samples.Span.ToArray().ToTorch(Batch, 12), weights);
        var gradient = TorchTensors.Random(Batch * 5, seed: 2);
        expected.backward([gradient.ToTorch(Batch, 5)]);

        var pass = model.CreateTrainingPass(Batch);
        var actual = pass.Forward(Samples);
        gradient.CopyTo(pass.OutputGradient.Span);
        pass.Backward();

        Parity.Require("output", expected.Values(), actual.Span, terms: 20);
        foreach (var parameter in model.Parameters)
        {
            Parity.Require(
                $"gradient of {parameter.Name}", weights[parameter.Name].grad!.Values(), pass.Gradients.ToTensor(parameter).Span, terms: 20);
        }
    }

    [Fact]
    public void Backward_agrees_with_numeric_derivatives() =>
        DirectionalDerivative.Require("smooth network", new SmoothMlp { Seed = 4 }, Samples);

    [Fact]
    public void Compiled_agrees_with_eager()
    {
        var model = new SmoothMlp { Seed = 4 };

        Parity.Require("smooth network", model.Forward(Samples).Span, model.Predict(Samples).Span, terms: 20);
    }

    private static torch.Tensor InLibtorch(torch.Tensor samples, Dictionary<string, torch.Tensor> weights)
    {
        var x = functional.linear(samples, weights["input.weight"], weights["input.bias"]).gelu()
            * functional.linear(samples, weights["gate.weight"], weights["gate.bias"]).sigmoid();
        x = x - x.mean([1], keepdim: true);
        var y = functional.linear(x, weights["hidden.weight"]).silu();
        return functional.log_softmax(functional.linear(y + y.tanh() * 0.5f, weights["output.weight"], weights["output.bias"]), 1);
    }
}
