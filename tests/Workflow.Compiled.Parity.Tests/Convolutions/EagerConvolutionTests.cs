using TorchSharp;
using Xunit;
using static TorchSharp.torch.nn;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>What the table of operators cannot say of convolutions and pooling: images without a batch, special values, wrong use, layers.</summary>
public class EagerConvolutionTests
{
    [LibtorchFact]
    public void An_image_without_a_batch_is_one_of_a_batch_of_one()
    {
        using var scope = torch.NewDisposeScope();
        var (x, w) = (Values([3, 8, 6], 1), Values([2, 3, 5, 5], 2));
        Require(functional.conv2d(Torch(x), Torch(w), padding: [2, 2]), Functional.Conv2d(x, w, padding: 2), 75);
        Require(functional.max_pool2d(Torch(x), [3, 3], [2, 2], [1, 1], null, false), Functional.MaxPool2d(x, 3, 2, 1));
        Require(functional.avg_pool2d(Torch(x), [3, 3], [2, 2], [1, 1], false, true, null), Functional.AvgPool2d(x, 3, 2, 1), 9);
        Require(functional.conv_transpose2d(Torch(x), Torch(w).transpose(0, 1), strides: [2, 2], output_padding: [1, 1]), Functional.ConvTranspose2d(x, w.Transpose(0, 1), stride: 2, outputPadding: 1), 75);
    }

    [LibtorchFact]
    public void A_nan_is_the_largest_value()
    {
        using var scope = torch.NewDisposeScope();
        var x = Values([1, 1, 4, 4], 1);
        x.Span[5] = float.NaN;
        x.Span[10] = float.NegativeInfinity;
        Require(functional.max_pool2d(Torch(x), [2, 2], [1, 1], null, null, false), Functional.MaxPool2d(x, 2, 1));
    }

    [Fact]
    public void Wrong_use_throws()
    {
        var x = Values([1, 4, 5, 5], 1);
        Assert.Throws<ArgumentException>(() => Functional.Conv2d(x, Values([2, 3, 3, 3], 2)));
        Assert.Throws<ArgumentException>(() => Functional.Conv2d(x, Values([2, 4, 7, 7], 2), padding: 0));
        Assert.Throws<ArgumentException>(() => Functional.Conv2d(x, Values([3, 2, 3, 3], 2), groups: 2));
        Assert.Throws<ArgumentException>(() => Functional.Conv2d(x, Values([2, 4, 3, 3], 2), Values([3], 3)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Functional.Conv2d(x, Values([2, 4, 3, 3], 2), stride: 0));
        Assert.Throws<ArgumentException>(() => Functional.MaxPool2d(x, 6));
        Assert.Throws<ArgumentException>(() => Functional.MaxPool2d(x, 3, padding: 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => Functional.AvgPool2d(x, 2, stride: 0));
        Assert.Throws<ArgumentException>(() => Functional.AvgPool2d(Values([4, 5], 1), 2));
        Assert.Throws<ArgumentException>(() => new Conv2d(4, 6, 3, groups: 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Conv2d(4, 6, 3, stride: 0));
    }

    [LibtorchFact]
    public void The_layer_has_pytorchs_parameters_and_range_of_first_values()
    {
        using var scope = torch.NewDisposeScope();
        var layer = new Conv2d(16, 32, kernelSize: 3, groups: 2);
        var reference = torch.nn.Conv2d(16, 32, 3, groups: 2);
        Assert.Equal(new Shape([.. reference.weight.shape.Select(length => (int)length)]), layer.Weight.Shape);
        Assert.Equal(new Shape([.. reference.bias!.shape.Select(length => (int)length)]), layer.Bias.Shape);
        var values = layer.Weight.ToTensor().Span.ToArray();
        var bound = 1 / MathF.Sqrt(8 * 9);
        Assert.InRange(values.Max(), bound * 0.99f, bound);
        Assert.InRange(values.Min(), -bound, -bound * 0.99f);
        Assert.InRange(reference.weight.max().item<float>(), bound * 0.99f, bound * 1.0001f);

        var x = Values([2, 16, 6, 7], 1);
        var expected = functional.conv2d(Torch(x), Torch(layer.Weight.ToTensor()), Torch(layer.Bias.ToTensor()), groups: 2);
        Require(expected, layer.Forward(x), 72);
    }

    private static Tensor Values(int[] shape, int seed)
    {
        var lengths = new Shape(shape);
        return new Tensor(TorchTensors.Random(lengths.ElementCount, seed), lengths);
    }

    private static torch.Tensor Torch(Tensor tensor) => tensor.Span.ToArray().ToTorch([.. tensor.Shape.Select(length => (long)length)]);

    private static void Require(torch.Tensor expected, Tensor actual, int terms = 1)
    {
        Assert.Equal(new Shape([.. expected.shape.Select(length => (int)length)]), actual.Shape);
        Parity.Require("eager", expected.Values(), actual.Span, terms);
    }
}
