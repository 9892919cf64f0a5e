using TorchSharp;
using Xunit;
using static TorchSharp.torch.nn;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>The eager meaning of convolutions and pooling, until they have rows in the table of operators.</summary>
public class EagerConvolutionTests
{
    public static TheoryData<int[], int, int, int, int, int, int> Convolutions => new()
    {
        // input shape, out channels, kernel, stride, padding, dilation, groups
        { [2, 3, 7, 9], 4, 3, 1, 0, 1, 1 },
        { [2, 3, 7, 9], 4, 3, 1, 1, 1, 1 },
        { [2, 3, 7, 9], 4, 3, 2, 1, 1, 1 },
        { [2, 3, 7, 9], 4, 3, 3, 2, 1, 1 },
        { [2, 3, 7, 9], 4, 2, 1, 0, 2, 1 },
        { [2, 3, 9, 9], 4, 3, 2, 3, 3, 1 },
        { [2, 4, 7, 9], 6, 3, 1, 1, 1, 2 },
        { [2, 4, 7, 9], 4, 3, 1, 1, 1, 4 },
        { [2, 4, 7, 9], 8, 3, 2, 1, 1, 4 },
        { [1, 1, 1, 1], 1, 1, 1, 0, 1, 1 },
        { [1, 1, 1, 1], 2, 3, 1, 1, 1, 1 },
        { [3, 5, 6, 5], 7, 1, 1, 0, 1, 1 },
        { [3, 5, 6, 5], 7, 1, 2, 1, 1, 1 },
        { [3, 8, 6], 2, 5, 1, 2, 1, 1 }, // no batch
    };

    [LibtorchTheory]
    [MemberData(nameof(Convolutions))]
    public void Convolution_agrees(int[] inputShape, int outChannels, int kernel, int stride, int padding, int dilation, int groups)
    {
        var inChannels = inputShape[^3];
        var (x, w, b) = (Values(inputShape, 1), Values([outChannels, inChannels / groups, kernel, kernel], 2), Values([outChannels], 3));
        foreach (var bias in (Tensor?[])[null, b])
        {
            using var scope = torch.NewDisposeScope();
            var expected = functional.conv2d(
                Torch(x), Torch(w), bias is null ? null : Torch(bias), [stride, stride], [padding, padding], [dilation, dilation], groups);
            Require(expected, Functional.Conv2d(x, w, bias, stride, padding, dilation, groups), inChannels / groups * kernel * kernel);
        }
    }

    [LibtorchFact]
    public void Axes_may_differ()
    {
        using var scope = torch.NewDisposeScope();
        var (x, w) = (Values([2, 3, 8, 11], 1), Values([4, 3, 2, 5], 2));
        var expected = functional.conv2d(Torch(x), Torch(w), null, [1, 2], [0, 3], [3, 1], 1);
        Require(expected, Functional.Conv2d(x, w, null, (1, 2), (0, 3), (3, 1)), 30);
    }

    public static TheoryData<int[], int, int, int, int, bool> Pools => new()
    {
        // input shape, kernel, stride, padding, dilation, ceil mode
        { [2, 3, 8, 8], 2, 2, 0, 1, false },
        { [2, 3, 7, 9], 2, 2, 0, 1, false },
        { [2, 3, 7, 9], 2, 2, 0, 1, true },
        { [2, 3, 7, 9], 3, 2, 1, 1, false },
        { [2, 3, 7, 9], 3, 2, 1, 1, true },
        { [2, 3, 7, 9], 3, 1, 1, 1, false },
        { [2, 3, 7, 9], 3, 1, 0, 2, false },
        { [2, 3, 8, 9], 2, 3, 1, 1, true },
        { [2, 3, 8, 9], 2, 3, 1, 1, false },
        { [1, 1, 1, 1], 1, 1, 0, 1, false },
        { [1, 2, 2, 2], 3, 2, 0, 1, true }, // a window larger than the image
        { [2, 3, 5, 5], 5, 5, 2, 1, true },
        { [3, 7, 9], 3, 2, 1, 1, false }, // no batch
    };

    [LibtorchTheory]
    [MemberData(nameof(Pools))]
    public void Pooling_agrees(int[] inputShape, int kernel, int stride, int padding, int dilation, bool ceilMode)
    {
        using var scope = torch.NewDisposeScope();
        var x = Values(inputShape, 1);
        Require(
            functional.max_pool2d(Torch(x), [kernel, kernel], [stride, stride], [padding, padding], [dilation, dilation], ceilMode),
            Functional.MaxPool2d(x, kernel, stride, padding, dilation, ceilMode));
        if (dilation > 1)
            return;
        foreach (var countIncludePad in (bool[])[true, false])
        {
            Require(
                functional.avg_pool2d(Torch(x), [kernel, kernel], [stride, stride], [padding, padding], ceilMode, countIncludePad, null),
                Functional.AvgPool2d(x, kernel, stride, padding, ceilMode, countIncludePad),
                kernel * kernel);
        }

        Require(
            functional.avg_pool2d(Torch(x), [kernel, kernel], [stride, stride], [padding, padding], ceilMode, true, 3),
            Functional.AvgPool2d(x, kernel, stride, padding, ceilMode, divisorOverride: 3),
            kernel * kernel);
    }

    [LibtorchTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(9)]
    public void Adaptive_pooling_agrees(int outputSize)
    {
        using var scope = torch.NewDisposeScope();
        var x = Values([2, 3, 7, 8], 1);
        Require(functional.adaptive_avg_pool2d(Torch(x), [outputSize, outputSize]), Functional.AdaptiveAvgPool2d(x, outputSize), 56);
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
