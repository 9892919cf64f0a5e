using TorchSharp;
using Workflow.Compiled.Libtorch;
using Xunit;
using static TorchSharp.torch.nn;
using static Workflow.Compiled.Functional;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>Convolutions that the compiler pools where they are computed: every form of a convolution, windows that overlap, reach over the border or leave gaps.</summary>
public class PooledConvolutionTests
{
    private const int Batch = 3;

    [LibtorchTheory]
    [InlineData(29, 31)]
    [InlineData(64, 20)]
    public void OutputsAndGradientsAgreeWithLibtorch(int height, int width)
    {
        LibtorchLibrary.Require();
        using var scope = torch.NewDisposeScope();
        var model = new PooledConvolutions { Seed = 1 };
        using var network = Sequential(
            Conv2d(3, 32, kernel_size: 3, padding: 1),
            ReLU(),
            MaxPool2d(2),
            Conv2d(32, 48, kernel_size: 3, padding: 1),
            MaxPool2d(3, stride: 2, padding: 1),
            Conv2d(48, 48, kernel_size: 3, padding: 2, dilation: 2, groups: 48),
            MaxPool2d(2, stride: 1, padding: 1, dilation: 2),
            Conv2d(48, 30, kernel_size: 2, groups: 3, bias: false),
            ReLU6(),
            MaxPool2d(2, ceil_mode: true),
            Conv2d(30, 20, kernel_size: 1),
            AdaptiveMaxPool2d([2, 3]));
        TorchModels.CopyParameters(model, network);
        var images = TorchTensors.Random(Batch * 3 * height * width, seed: 2);
        var expected = network.forward(images.ToTorch(Batch, 3, height, width));
        var gradient = TorchTensors.Random((int)expected.numel(), seed: 3);
        expected.backward([gradient.ToTorch(expected.shape)]);

        var pass = model.CreateTrainingPass(Batch);
        var actual = pass.Forward(new Tensor(images, [Batch, 3, height, width]));
        gradient.CopyTo(pass.OutputGradient.Span);
        pass.Backward();

        Parity.Require("output", expected.Values(), actual.Span, terms: 300);
        Parity.Require("prediction", expected.Values(), model.Predict(new Tensor(images, [Batch, 3, height, width])).Span, terms: 300);
        foreach (var (own, other) in model.Parameters.Zip(network.parameters()))
            Parity.Require($"gradient of {own.Name}", other.grad!.Values(), pass.Gradients.ToTensor(own).Span, terms: Batch * height * width);
        Assert.Equal(
            ["adaptiveMaxPool2d: a byte cannot number the elements of its windows"],
            PooledConvolutions.Summary.NotFused.Where(note => note.Contains("MaxPool2d:", StringComparison.OrdinalIgnoreCase)));
    }
}

/// <summary>A chain of convolutions and max-pools of images of any size.</summary>
[CompiledModule]
internal sealed partial class PooledConvolutions : Module
{
    private readonly Conv2d _first = new(3, 32, kernelSize: 3, padding: 1);
    private readonly Conv2d _tiles = new(32, 48, kernelSize: 3, padding: 1);
    private readonly Conv2d _depthwise = new(48, 48, kernelSize: 3, padding: 2, dilation: 2, groups: 48);
    private readonly Conv2d _grouped = new(48, 30, kernelSize: 2, groups: 3, bias: false);
    private readonly Conv2d _pixels = new(30, 20, kernelSize: 1);

    public Tensor Forward([Shape("batch", 3, "height", "width")] Tensor images)
    {
        var x = MaxPool2d(Relu(_first.Forward(images)), 2);
        x = MaxPool2d(_tiles.Forward(x), 3, stride: 2, padding: 1);
        x = MaxPool2d(_depthwise.Forward(x), 2, stride: 1, padding: 1, dilation: 2);
        x = MaxPool2d(Relu6(_grouped.Forward(x)), 2, ceilMode: true);
        return AdaptiveMaxPool2d(_pixels.Forward(x), (2, 3));
    }
}
