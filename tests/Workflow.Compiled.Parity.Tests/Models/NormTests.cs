using TorchSharp;
using Workflow.Compiled.Libtorch;
using Xunit;
using static TorchSharp.torch.nn;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>Normalisations as layers: with the weights that they own.</summary>
public class NormTests
{
    private const int Batch = 4;

    [LibtorchFact]
    public void Output_and_gradients_agree_with_libtorch()
    {
        LibtorchLibrary.Require();
        using var scope = torch.NewDisposeScope();
        var model = new NormModel { Seed = 3 };
        foreach (var (index, parameter) in model.Parameters.Index().Where(numbered => numbered.Item.Name.Contains("orm", StringComparison.Ordinal)))
            parameter.CopyFrom(new Tensor(TorchTensors.Random(parameter.Shape.ElementCount, seed: index), parameter.Shape));
        var weights = model.Parameters.ToDictionary(
            parameter => parameter.Name,
            parameter => parameter.ToTensor().Span.ToArray().ToTorchLeaf([.. parameter.Shape.Select(length => (long)length)]));
        var samples = TorchTensors.Random(Batch * 5, seed: 1);
        var x = functional.linear(samples.ToTorch(Batch, 5), weights["input.weight"], weights["input.bias"]).reshape(-1, 2, 6);
        x = functional.layer_norm(x, [6], weights["norm.weight"], weights["norm.bias"]);
        x = functional.layer_norm(x.gelu(), [2, 6], weights["wideNorm.weight"], eps: 0.01);
        x = functional.layer_norm(x, [6]).tanh();
        var expected = x * (x.square().mean([-1L], keepdim: true) + 1.1920929e-7).rsqrt() * weights["rmsNorm.weight"];
        var gradient = TorchTensors.Random(Batch * 12, seed: 2);
        expected.backward([gradient.ToTorch(Batch, 2, 6)]);

        var pass = model.CreateTrainingPass(Batch);
        var actual = pass.Forward(new Tensor(samples, [Batch, 5]));
        gradient.CopyTo(pass.OutputGradient.Span);
        pass.Backward();

        Parity.Require("output", expected.Values(), actual.Span, terms: 12);
        Parity.Require("eager output", expected.Values(), model.Forward(new Tensor(samples, [Batch, 5])).Span, terms: 12);
        foreach (var parameter in model.Parameters)
        {
            Parity.Require(
                $"gradient of {parameter.Name}", weights[parameter.Name].grad!.Values(), pass.Gradients.ToTensor(parameter).Span, terms: 48);
        }
    }
}

/// <summary>A normalisation with weight and bias, one over two axes without bias, one with neither, and one by the root of the mean square.</summary>
[CompiledModule]
internal sealed partial class NormModel : Module
{
    private readonly Linear _input = new(5, 12);
    private readonly LayerNorm _norm = new(6);
    private readonly LayerNorm _wideNorm = new([2, 6], eps: 0.01f, bias: false);
    private readonly LayerNorm _plainNorm = new(6, elementwiseAffine: false);
    private readonly RmsNorm _rmsNorm = new(6);

    public Tensor Forward([Shape("batch", 5)] Tensor samples)
    {
        var x = _norm.Forward(_input.Forward(samples).Reshape(-1, 2, 6));
        x = _wideNorm.Forward(Functional.Gelu(x));
        return _rmsNorm.Forward(Functional.Tanh(_plainNorm.Forward(x)));
    }
}
