using TorchSharp;
using Workflow.Compiled.Libtorch;
using Xunit;
using static TorchSharp.torch.nn;
using static Workflow.Compiled.Functional;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>Activations that the compiler takes behind the max-pool of their results, where windows are full of equals, of numbers that are cut off and of NaN.</summary>
public class PooledActivationTests
{
    [LibtorchFact]
    public void OutputsAndGradientsAgreeWithLibtorch()
    {
        LibtorchLibrary.Require();
        using var scope = torch.NewDisposeScope();
        var random = new Random(1);
        var images = Enumerable.Range(0, 2 * 4 * 8 * 8).Select(i => i % 37 == 0 ? float.NaN : random.Next(-4, 9)).ToArray();
        var x = images.ToTorch(2, 4, 8, 8);
        var scale = torch.ones(2, 4, 8, 8).requires_grad_();
        var scaled = x * scale;
        var expected = torch.cat(
            [
                functional.max_pool2d(functional.relu(scaled), [2, 2], [2, 2]).flatten(1),
                functional.max_pool2d(functional.relu6(scaled), [3, 3], [2, 2], [1, 1]).flatten(1),
                functional.adaptive_max_pool2d(functional.relu6(scaled + 2) - 2, [3, 5]).flatten(1),
                functional.max_pool1d(functional.relu(scaled.flatten(2)), 4, 3).flatten(1),
            ],
            dim: 1);
        var gradient = TorchTensors.Random((int)expected.numel(), seed: 2);
        expected.backward([gradient.ToTorch(expected.shape)]);

        var model = new PooledActivations();
        var pass = model.CreateTrainingPass(2);
        var output = pass.Forward(new Tensor(images, [2, 4, 8, 8])).Span.ToArray();
        gradient.CopyTo(pass.OutputGradient.Span);
        pass.Backward();

        Assert.Equal(expected.Values(), output);
        Assert.Equal(expected.Values(), model.Predict(new Tensor(images, [2, 4, 8, 8])).Span);
        Parity.Require("gradient of the images", scale.grad!.Values(), pass.Gradients.ToTensor(model.Parameters["scale"]).Span, terms: 16);
    }
}

/// <summary>Activations and pools of some images, each element of which has a gradient of its own.</summary>
[CompiledModule]
internal sealed partial class PooledActivations : Module
{
    private readonly Parameter _scale = new([2, 4, 8, 8], Initializer.Ones);

    public Tensor Forward([Shape(2, 4, 8, 8)] Tensor images)
    {
        var x = images * _scale;
        var halves = MaxPool2d(Relu(x), 2);
        var overlapping = MaxPool2d(Relu6(x), 3, 2, 1);
        var parts = AdaptiveMaxPool2d(Hardtanh(x, -2, 4), (3, 5));
        var lines = MaxPool1d(Relu(x.Flatten(2)), 4, 3);
        return Concat([halves.Flatten(1), overlapping.Flatten(1), parts.Flatten(1), lines.Flatten(1)], dim: 1);
    }
}
