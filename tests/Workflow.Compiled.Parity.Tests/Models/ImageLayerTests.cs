using Xunit;
using static Workflow.Compiled.Functional;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>Layers of images as a user holds them: compiled as eager, in training too, and gradients as numeric ones.</summary>
public class ImageLayerTests
{
    private const int Batch = 3;

    private static readonly Tensor s_images = new(TorchTensors.Random(Batch * 4 * 6 * 6, seed: 3), [Batch, 4, 6, 6]);

    public static TheoryData<string> Names => [.. Models.Keys];

    private static Dictionary<string, Func<Module>> Models { get; } = new(StringComparer.Ordinal)
    {
        ["normalized"] = () => new NormalizedImages { Seed = 1 },
        ["padded"] = () => new PaddedImages { Seed = 2 },
        ["scaled"] = () => new ScaledImages { Seed = 3 },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void CompiledAgreesWithEager(string name)
    {
        var model = Models[name]();
        var expected = ((dynamic)model).Forward(s_images) as Tensor;

        Parity.Require(name, expected!.Span, model.Predict(s_images).Span, terms: 36);
        using var training = EagerTraining.Begin(model.Seed, step: 0);
        expected = ((dynamic)model).Forward(s_images) as Tensor;
        Parity.Require(name, expected!.Span, model.CreateTrainingPass(Batch).Forward(s_images).Span, terms: 36);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void GradientsAgreeWithNumericOnes(string name) => DirectionalDerivative.Require(name, Models[name](), s_images);

    [Theory]
    [InlineData(7, 9)]
    [InlineData(5, 6)]
    [InlineData(12, 4)]
    public void ImagesOfAnySizeAreScaled(int height, int width)
    {
        var (model, images) = (new ScaledImages { Seed = 5 }, new Tensor(TorchTensors.Random(Batch * 4 * height * width, seed: height), [Batch, 4, height, width]));
        var expected = model.Forward(images);

        var (trained, predicted) = (model.CreateTrainingPass(Batch).Forward(images), model.Predict(images));

        Assert.Equal(expected.Shape, trained.Shape);
        Parity.Require("trained", expected.Span, trained.Span, terms: 36);
        Parity.Require("predicted", expected.Span, predicted.Span, terms: 36);
        DirectionalDerivative.Require("scaled", model, images);
    }

    [Fact]
    public void WholeChannelsAreDropped()
    {
        var model = new DroppedChannels { Seed = 4 };
        var pass = model.CreateTrainingPass(64);
        var ones = new Tensor([.. Enumerable.Repeat(1f, 64 * 8 * 4)], [64, 8, 2, 2]);

        var result = pass.Forward(ones).Span.ToArray();
        pass.OutputGradient.Span.Fill(1);
        pass.Backward();

        Assert.All(result.Chunk(4), channel => Assert.True(channel.All(value => value == channel[0]) && channel[0] is 0 or 1 / (1 - DroppedChannels.Rate)));
        // Three standard deviations of the share of 512 independent channels.
        Assert.InRange(result.Count(value => value == 0) / (float)result.Length, DroppedChannels.Rate - 0.06f, DroppedChannels.Rate + 0.06f);
        Assert.Equal(result.Sum(), pass.Gradients[model.Parameters["scale"]][0], tolerance: 0.01f);
        Assert.Equal(ones.Span, model.Predict(ones).Span);
        using var training = EagerTraining.Begin(model.Seed, step: 0);
        Assert.Equal(result, model.Forward(ones).Span);
    }
}

/// <summary>Every normalisation of channels between convolutions.</summary>
[CompiledModule]
internal sealed partial class NormalizedImages : Module
{
    private readonly Conv2d _first = new(4, 8, kernelSize: 3, padding: 1);
    private readonly GroupNorm _groups = new(2, 8);
    private readonly InstanceNorm2d _instance = new(8, affine: true);
    private readonly InstanceNorm1d _lines = new(8);
    private readonly LocalResponseNorm _response = new(3, alpha: 0.1f);
    private readonly Conv2d _second = new(8, 3, kernelSize: 1);

    public Tensor Forward([Shape("batch", 4, 6, 6)] Tensor images)
    {
        var x = Silu(_groups.Forward(_first.Forward(images)));
        x = _response.Forward(_instance.Forward(x)) + _lines.Forward(x.Flatten(2)).Reshape([-1, 8, 6, 6]);
        return _second.Forward(x);
    }
}

/// <summary>Every padding, and pixels shuffled to channels and back, around convolutions.</summary>
[CompiledModule]
internal sealed partial class PaddedImages : Module
{
    private readonly ReflectionPad2d _reflect = new(1);
    private readonly Conv2d _first = new(4, 4, kernelSize: 3);
    private readonly ReplicationPad2d _replicate = new(0, 1, 2, 0);
    private readonly CircularPad2d _circular = new(1);
    private readonly ZeroPad2d _zero = new(1, 0, 0, 1);
    private readonly ConstantPad2d _constant = new(1, 0.5f);
    private readonly ReflectionPad1d _reflectLine = new(2);
    private readonly ReplicationPad1d _replicateLine = new(1, 0);
    private readonly CircularPad1d _circularLine = new(1);
    private readonly ZeroPad1d _zeroLine = new(0, 1);
    private readonly ConstantPad1d _constantLine = new(1, -0.5f);
    private readonly PixelUnshuffle _unshuffle = new(2);
    private readonly PixelShuffle _shuffle = new(2);
    private readonly Conv1d _sequence = new(1, 3, kernelSize: 3, padding: 1, paddingMode: PadMode.Reflect);
    private readonly Conv1d _depthwise = new(3, 3, kernelSize: 2, stride: 2, groups: 3, bias: false);
    private readonly MaxPool1d _largest = new(2, stride: 1);
    private readonly AvgPool1d _mean = new(2, 1, padding: 1);
    private readonly Linear _last = new(27, 5);

    public Tensor Forward([Shape("batch", 4, 6, 6)] Tensor images)
    {
        var x = _first.Forward(_reflect.Forward(images));
        x = _shuffle.Forward(Square(_unshuffle.Forward(x)));
        x = _constant.Forward(_zero.Forward(_circular.Forward(_replicate.Forward(x))));
        var line = x.Mean([1, 2]);
        line = _constantLine.Forward(_zeroLine.Forward(_circularLine.Forward(_replicateLine.Forward(_reflectLine.Forward(line)))));
        var sequences = Tanh(_sequence.Forward(line[.., ..18].Unsqueeze(1)));
        return _last.Forward(_mean.Forward(_largest.Forward(_depthwise.Forward(sequences)) * 2).Flatten(1));
    }
}

/// <summary>Images of any size, scaled by ratios and to the size that they had, and cut into windows and folded again.</summary>
[CompiledModule]
internal sealed partial class ScaledImages : Module
{
    private readonly Conv2d _first = new(4, 6, kernelSize: 3, padding: 1);
    private readonly Upsample _smaller = new(0.5, UpsampleMode.Bilinear);
    private readonly Upsample _larger = new(scaleFactor: (2, 4.0 / 3), alignCorners: false);
    private readonly Unfold _windows = new((3, 2), padding: (1, 0), stride: (1, 2));
    private readonly Upsample _lines = new(1.5, UpsampleMode.Linear, alignCorners: true);

    public Tensor Forward([Shape("batch", 4, "height", "width")] Tensor images)
    {
        var (height, width) = (images.Shape[2], images.Shape[3]);
        var x = Tanh(_first.Forward(images));
        var same = Interpolate(_smaller.Forward(x), size: (height, width), UpsampleMode.Bilinear);
        x = Concat([x, same], 1);
        x = Fold(Sigmoid(_windows.Forward(x)), (height, width), (3, 2), padding: (1, 0), stride: (1, 2)) + x;
        return _lines.Forward(_larger.Forward(x).Flatten(2));
    }
}

/// <summary>Scaled images with dropped channels.</summary>
[CompiledModule]
internal sealed partial class DroppedChannels : Module
{
    public const float Rate = 0.25f;

    private readonly Parameter _scale = new([1], Initializer.Ones);
    private readonly Dropout2d _dropout = new(Rate);

    public Tensor Forward([Shape("batch", 8, "height", "width")] Tensor images) => _dropout.Forward(images * _scale);
}
