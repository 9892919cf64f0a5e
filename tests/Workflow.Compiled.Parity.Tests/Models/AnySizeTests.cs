using System.Reflection;
using Xunit;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>Operators on images, sequences and volumes whose lengths are only known when they are run: compiled as eager at several sizes, and with the gradients of code for known sizes.</summary>
public class AnySizeTests
{
    private const int Batch = 2;

    private const int Channels = 4;

    private static readonly string[] s_images =
    [
        "Conv2d(4, 3, 3, stride: 2, padding: 1)", "Conv2d(4, 4, 2, padding: Padding.Same, groups: 4)", "Conv2d(4, 3, 3, padding: 1, paddingMode: PadMode.Reflect)",
        "Conv2d(4, 3, 3, padding: 2, paddingMode: PadMode.Replicate)", "Conv2d(4, 3, (2, 3), padding: Padding.Same, paddingMode: PadMode.Circular)",
        "ConvTranspose2d(4, 3, 3, stride: 2, padding: 1, outputPadding: 1, groups: 1)", "MaxPool2d(3, 2, 1)", "MaxPool2d(2, 3, 1, ceilMode: true)", "MaxPool2d((1, 2), (2, 3), ceilMode: true)",
        "AvgPool2d(3, 2, 1, ceilMode: true, countIncludePad: false)", "AvgPool2d(2, 3, ceilMode: true, divisorOverride: 3)", "AdaptiveAvgPool2d((3, 2))", "AdaptiveMaxPool2d((2, 3))",
        "BatchNorm2d(4)", "GroupNorm(2, 4)", "InstanceNorm2d(4, trackRunningStats: true)", "LocalResponseNorm(3)", "Upsample(1.5)", "Upsample(scaleFactor: (2, 0.5), UpsampleMode.Bilinear)",
        "Upsample(size: (5, 3), UpsampleMode.Bilinear, true)", "PixelShuffle(2)", "PixelUnshuffle(2)", "Dropout2d(0.5f)", "ZeroPad2d(1)", "ConstantPad2d(1, 0, 2, -1, 0.5f)", "ReflectionPad2d(1, 2, 0, 1)",
        "ReplicationPad2d(1, 2, 3, 0)", "CircularPad2d(2, 1, 0, 2)", "Unfold((2, 3), padding: (0, 1), stride: (2, 1))",
    ];

    private static readonly string[] s_sequences =
    [
        "Conv1d(4, 3, 3, stride: 2, padding: 1)", "Conv1d(4, 4, 3, padding: 2, groups: 2, paddingMode: PadMode.Reflect)", "ConvTranspose1d(4, 3, 3, stride: 2)", "MaxPool1d(2, 3, 1, ceilMode: true)",
        "AvgPool1d(3, 2, 1)", "AdaptiveAvgPool1d(3)", "AdaptiveMaxPool1d(2)", "BatchNorm1d(4)", "InstanceNorm1d(4, affine: true)", "Upsample(4.0 / 3, UpsampleMode.Linear)", "Dropout1d(0.5f)",
        "ZeroPad1d(1)", "ReflectionPad1d(2)", "ReplicationPad1d(1, 2)", "CircularPad1d(2, 3)",
    ];

    private static readonly string[] s_volumes = ["Conv3d(4, 3, (2, 3, 1), (1, 2, 1), (1, 0, 1), (1, 1, 1))", "Conv3d(4, 2, 2, padding: 1, paddingMode: PadMode.Replicate)"];

    private static readonly (string Layer, string[] Axes)[] s_layers =
    [
        .. s_images.Select(layer => (layer, new[] { "height", "width" })),
        .. s_sequences.Select(layer => (layer, new[] { "length" })),
        .. s_volumes.Select(layer => (layer, new[] { "depth", "height", "width" })),
    ];

    private static readonly Lazy<Assembly> s_modules = new(() => InProcessCompiler.Load(s_layers.Index().SelectMany(layer => new[]
    {
        Source($"Any{layer.Index}", layer.Item.Layer, layer.Item.Axes.Select(axis => $"\"{axis}\"")),
        Source($"Known{layer.Index}", layer.Item.Layer, Sizes(layer.Index)[0].Select(length => $"{length}")),
    })));

    public static TheoryData<int, string> Layers
    {
        get
        {
            var data = new TheoryData<int, string>();
            foreach (var (index, layer) in s_layers.Index())
                data.Add(index, layer.Layer);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Layers))]
    public void ResultsAreThoseOfEagerCode(int index, string layer)
    {
        foreach (var size in Sizes(index))
        {
            var (model, x) = (Create($"Any{index}"), Images(size));
            Tensor eager = ((dynamic)model).Forward(x);
            Parity.Require($"prediction of {layer}", eager.Span, model.Predict(x).Span, terms: 36);
            using (EagerTraining.Begin(model.Seed, step: 0))
                eager = ((dynamic)model).Forward(x);

            var trained = model.CreateTrainingPass(Batch).Forward(x);

            Assert.Equal(eager.Shape, trained.Shape);
            Parity.Require(layer, eager.Span, trained.Span, terms: 36);
        }
    }

    [Theory]
    [MemberData(nameof(Layers))]
    public void GradientsAreThoseOfKnownSizes(int index, string layer)
    {
        var (known, any) = (Create($"Known{index}"), Create($"Any{index}"));
        foreach (var (own, other) in any.Parameters.Zip(known.Parameters))
            own.CopyFrom(other.ToTensor());
        var x = Images(Sizes(index)[0]);

        var (expected, actual) = (Gradients(known, x), Gradients(any, x));

        Parity.Require(layer, expected, actual, terms: 1000);
    }

    private static float[] Gradients(Module model, Tensor x)
    {
        var pass = model.CreateTrainingPass(Batch);
        TorchTensors.Random(pass.Forward(x).Shape.ElementCount, seed: 4).CopyTo(pass.OutputGradient.Span);
        pass.Backward();
        return pass.Gradients.Flat.ToArray();
    }

    private static Tensor Images(int[] size) =>
        new(TorchTensors.Random(size.Aggregate(Batch * Channels, (product, length) => product * length), seed: 3), [Batch, Channels, .. size]);

    private static int[][] Sizes(int index) => s_layers[index].Axes.Length switch
    {
        1 => [[4], [9]],
        2 when s_layers[index].Layer.StartsWith("PixelUnshuffle", StringComparison.Ordinal) => [[4, 6], [8, 2]],
        2 => [[7, 5], [4, 4], [8, 6]],
        _ => [[3, 4, 5], [4, 3, 3]],
    };

    private static Module Create(string name) => (Module)Activator.CreateInstance(s_modules.Value.GetType(name, throwOnError: true)!)!;

    private static string Source(string name, string layer, IEnumerable<string> axes) =>
        $$"""
        using Workflow.Compiled;

        [CompiledModule]
        public sealed partial class {{name}} : Module
        {
            private readonly Parameter _scale = new([{{Channels}}{{string.Concat(axes.Select(_ => ", 1"))}}], Initializer.Ones);
            private readonly {{layer[..layer.IndexOf('(', StringComparison.Ordinal)]}} _layer = new {{layer}};

            public Tensor Forward([Shape("batch", {{Channels}}, {{string.Join(", ", axes)}})] Tensor x) => _layer.Forward(x * _scale);
        }
        """;
}
