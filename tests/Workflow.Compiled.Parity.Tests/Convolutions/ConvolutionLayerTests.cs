using TorchSharp;
using Workflow.Compiled.Libtorch;
using Xunit;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>Layers with kernels: names, shapes, first values, and eager and compiled results and gradients are PyTorch's.</summary>
public class ConvolutionLayerTests
{
    private const int Batch = 3;

    private static readonly LayerModules s_modules = new(ConvolutionLayerSamples.All.Select(sample => (sample.Creation, sample.Lengths)));

    public static TheoryData<int, string> Samples
    {
        get
        {
            var data = new TheoryData<int, string>();
            foreach (var (index, sample) in ConvolutionLayerSamples.All.Index())
                data.Add(index, sample.ToString());
            return data;
        }
    }

    [LibtorchTheory]
    [MemberData(nameof(Samples))]
    public void Parameters_results_and_gradients_agree_with_libtorch(int index, string text)
    {
        LibtorchLibrary.Require();
        using var scope = torch.NewDisposeScope();
        var sample = ConvolutionLayerSamples.All[index];
        var (model, layer) = s_modules.Create(index);
        var (ours, theirs) = ((ConvolutionLayer)layer, sample.Torch());
        Assert.Equal(theirs.named_parameters().Select(parameter => parameter.name), ours.Parameters.Select(parameter => parameter.Name));
        TorchModels.CopyParameters(ours, theirs);
        var terms = (int)ours.Weight.Shape.Skip(1).Aggregate(1L, (product, length) => product * length) * Batch * 9;
        RequireFirstValues(ours);
        var (input, shape) = (TorchTensors.Random(Batch * sample.Lengths.Aggregate(1, (product, length) => product * length), seed: 4), new Shape([Batch, .. sample.Lengths]));
        var x = input.ToTorchLeaf([.. shape.Select(length => (long)length)]);
        var expected = theirs.forward(sample.Pad is { } pad ? torch.nn.functional.pad(x, pad.Sides, pad.Mode) : x);
        var slopes = TorchTensors.Random((int)expected.numel(), seed: 5);
        expected.backward([slopes.ToTorch(expected.shape)]);

        Parity.Require(text, expected.Values(), ours.Forward(new Tensor(input, shape)).Span, terms: 36);
        Parity.Require(text, expected.Values(), model.Predict(new Tensor(input, shape)).Span, terms: 36);
        var pass = model.CreateTrainingPass(Batch);
        var actual = pass.Forward(new Tensor(input, shape));
        Assert.Equal(expected.shape.Select(length => (int)length), actual.Shape);
        Parity.Require(text, expected.Values(), actual.Span, terms: 36);
        slopes.CopyTo(pass.OutputGradient.Span);
        pass.Backward();
        foreach (var (own, other) in ours.Parameters.Zip(theirs.parameters()))
            Parity.Require($"gradient of {own.Name} of {text}", other.grad!.Values(), pass.Gradients.ToTensor(own).Span, terms);
        Parity.Require($"gradient of the input of {text}", (x.detach() * x.grad!).sum(dim: 0).Values(), pass.Gradients.ToTensor(model.Parameters["scale"]).Span, terms);
    }

    private static void RequireFirstValues(ConvolutionLayer layer)
    {
        var bound = 1 / MathF.Sqrt(layer.Weight.Shape.Skip(1).Aggregate(1, (product, length) => product * length));
        Assert.All(layer.Weight.Span.ToArray(), value => Assert.InRange(value, -bound, bound));
    }
}
