using Xunit;

namespace Workflow.Compiled.Generators.Tests;

/// <summary>Networks as people port them from PyTorch: compiled as eager, with the gradients of both.</summary>
public class PortedProgramTests
{
    [Fact]
    public void ARecurrentNetworkBeginsWithZeros() => Agrees(
        """
        [CompiledModule]
        public partial class Cell(int inputs, int hidden) : Module
        {
            private readonly Linear _input = new(inputs, 2 * hidden);
            private readonly Linear _hidden = new(hidden, 2 * hidden);

            public Tensor Forward([Shape("batch", "inputs")] Tensor x, [Shape("batch", "hidden")] Tensor h)
            {
                var (a, b) = (_input.Forward(x).Chunk(2, 1), _hidden.Forward(h).Chunk(2, 1));
                var update = Sigmoid(a[0] + b[0]);
                return (1 - update) * Tanh(a[1] + b[1]) + update * h;
            }
        }

        [CompiledModule]
        public partial class Net(int hidden) : Module
        {
            private readonly Cell _cell = new(3, hidden);

            public Tensor Forward([Shape("batch", 4, 3)] Tensor x)
            {
                var h = Zeros(x.Shape[0], hidden);
                for (var t = 0; t < 4; t++)
                    h = _cell.Forward(x[.., t], h);
                return h;
            }
        }
        """,
        [2, 4, 3],
        5);

    [Fact]
    public void TimeIsALoopWhoseLengthTheInputHas()
    {
        const string Source =
            """
            [CompiledModule]
            public partial class Net(int hidden, int depth) : Module
            {
                private readonly Linear _input = new(3, hidden);
                private readonly ModuleList<Linear> _layers = new(depth, () => new Linear(hidden, hidden));

                public Tensor Forward([Shape("batch", "time", 3)] Tensor x)
                {
                    var (h, c) = (Zeros(x.Shape[0], hidden), Ones(x.Shape[0], hidden));
                    for (var t = 0; t < x.Shape[1]; t++)
                    {
                        foreach (var layer in _layers)
                            h = Tanh(layer.Forward(h) + _input.Forward(x[.., t]) * Sigmoid(x[.., t, ..1]));
                        c = c * 0.5f + h;
                    }

                    Tensor[] both = [h, c];
                    return Concat(both, 1);
                }
            }
            """;
        var model = ProgramHarness.Create(Source, "Net", 4, 2);

        foreach (var time in (int[])[3, 5, 2, 1])
            ProgramHarness.RequireAgreement(model, ProgramHarness.Random(2, time, 3));

        // A pass that has seen longer inputs computes what a new one does.
        var pass = model.CreateTrainingPass(2);
        foreach (var time in (int[])[4, 6, 3])
            Assert.Equal(Gradients(model.CreateTrainingPass(2), time), Gradients(pass, time));

        static float[] Gradients(TrainingPass pass, int time)
        {
            var result = pass.Forward(ProgramHarness.Random(2, time, 3));
            result.Span.CopyTo(pass.OutputGradient.Span);
            pass.Backward();
            return [.. result.Span, .. pass.Gradients.Flat];
        }
    }

    [Theory]
    [InlineData("_linear.Forward(Concat([x, Ones(x.Shape[0], 1)], 1))")]
    [InlineData("x.MatMul(Full([3, 2], 0.5f))")]
    [InlineData("Zeros(x.Shape[0], 2)")]
    [InlineData("MaxPool2d(x.Reshape(-1, 3, 1, 1) + Full([x.Shape[0], 3, 2, 2], 0.5f), 2)")]
    [InlineData("MaxPool2d(Full([x.Shape[0], 3, 2, 2], 0.5f), 2).Flatten(1) * Softmax(x, 1)")]
    [InlineData("x * Full([1, 1], 2).MatMul(Ones(1, 1))")]
    public void TensorsOfOneNumberAreOperandsPartsAndResults(string result) => Agrees(
        $$"""
        [CompiledModule]
        public partial class Net : Module
        {
            private readonly Linear _linear = new(4, 3);

            public Tensor Forward([Shape("batch", 3)] Tensor x) => {{result}};
        }
        """,
        [2, 3]);

    [Theory]
    [InlineData("Concat([_conv.Forward(x), Full([x.Shape[0], 2, 4], 0.5f), _linear.Forward(x)], 1)")]
    [InlineData("Concat([_linear.Forward(x), _conv.Forward(x)], 2)")]
    public void SequencesInTwoOrdersAreJoined(string result) => Agrees(
        $$"""
        [CompiledModule]
        public partial class Net : Module
        {
            private readonly Conv1d _conv = new(3, 3, 1);
            private readonly Linear _linear = new(4, 4);

            public Tensor Forward([Shape("batch", 3, 4)] Tensor x) => Tanh({{result}});
        }
        """,
        [2, 3, 4]);

    [Theory]
    [InlineData("x[.., .., 3].Slice(-1, 1, -1, step: 2)")]
    [InlineData("Tanh(x[.., .., 3]).Slice(-1, 1, -1, step: 2) + x[.., .., 0].Slice(-1, 0, 2)")]
    public void EveryOtherElementOfAPlaceHasAGradient(string result) => Agrees(
        $$"""
        [CompiledModule]
        public partial class Net : Module
        {
            private readonly Linear _linear = new(4, 4);

            public Tensor Forward([Shape("batch", 6, 4)] Tensor input)
            {
                var x = _linear.Forward(input);
                return {{result}};
            }
        }
        """,
        [2, 6, 4]);

    [Fact]
    public void RowsOfOneElementAreJoined() => Agrees(
        """
        [CompiledModule]
        public partial class Net : Module
        {
            public Tensor Forward([Shape("batch", 11, "n", 1)] Tensor x)
            {
                var rows = x + LogSoftmax(x, -1);
                var more = Tanh(rows) + Softmax(rows, -1);
                return Concat([more, rows, more], 1);
            }
        }
        """,
        [3, 11, 6, 1]);

    [Fact]
    public void ALoopMayGrowWhatItCarries() => Agrees(
        """
        [CompiledModule]
        public partial class Layer(int inputs, int growth) : Module, ILayer
        {
            private readonly Conv2d _conv = new(inputs, growth, 3, padding: 1);

            public Tensor Forward([Shape("batch", "inputs", "height", "width")] Tensor x) => Concat([x, Tanh(_conv.Forward(x))], 1);
        }

        [CompiledModule]
        public partial class Net(int growth, int depth) : Module
        {
            private readonly ModuleList<Layer> _layers = new(depth, i => new Layer(2 + i * growth, growth));
            private readonly Linear _head = new(2 + depth * growth, 3);

            public Tensor Forward([Shape("batch", 2, "height", "width")] Tensor x)
            {
                foreach (var layer in _layers)
                    x = layer.Forward(x);
                return _head.Forward(x.Mean([2, 3]));
            }
        }
        """,
        [2, 2, 3, 4],
        3,
        2);

    [Fact]
    public void ConvolutionsOfThePastPadByWhatTheConstructorSays() => Agrees(
        """
        [CompiledModule]
        public partial class Block(int inputs, int outputs, int dilation) : Module, ILayer
        {
            private readonly Conv1d _conv = new(inputs, outputs, kernelSize: 3, dilation: dilation);
            private readonly Conv1d? _match = inputs != outputs ? new(inputs, outputs, 1) : null;
            private readonly Parameter? _scale = inputs != outputs ? new([outputs, 1], Initializer.Ones) : null;

            public Tensor Forward([Shape("batch", "inputs", "time")] Tensor x)
            {
                var y = Tanh(_conv.Forward(Pad(x, [2 * dilation, 0])));
                if (_scale is { } scale)
                    y *= scale;
                return y + (_match is { } match ? match.Forward(x) : x);
            }
        }

        [CompiledModule]
        public partial class Net(int[] widths) : Module
        {
            private readonly ModuleList<Block> _blocks = new(widths.Length - 1, i => new Block(widths[i], widths[i + 1], 2));

            public Tensor Forward([Shape("batch", "widths[0]", "time")] Tensor x)
            {
                foreach (var block in _blocks)
                    x = block.Forward(x);
                return x[.., .., ^1];
            }
        }
        """,
        [2, 3, 6],
        new[] { 3, 4, 4 });

    [Fact]
    public void PartsOfParametersAndGroupsThatTheConstructorGives() => Agrees(
        """
        [CompiledModule]
        public partial class Net(int channels, int groups) : Module
        {
            private readonly Parameter _position = new([16, channels], Initializer.Normal(0, 1));
            private readonly Parameter _token = new([1, 1, channels], Initializer.Ones);
            private readonly TensorBuffer _mask = new([3], 0.5f);
            private readonly GroupNorm _norm = new(groups, channels);

            public Tensor Forward([Shape("batch", "time", "channels")] Tensor x)
            {
                x = Concat([Expand(_token, x.Shape[0], 1, channels), x], 1);
                x += _position[..x.Shape[1]];
                return _norm.Forward(x.Transpose(1, 2)) * _mask[1];
            }
        }
        """,
        [2, 5, 6],
        6,
        2);

    [Fact]
    public void GroupsThatDoNotDivideAreRefusedWhenTheModelIsMade()
    {
        const string Source =
            """
            [CompiledModule]
            public partial class Net(int channels, int groups) : Module
            {
                private readonly Parameter _weight = new([channels, 2, 3, 3], Initializer.Ones);

                public Tensor Forward([Shape("batch", "channels", 4, 4)] Tensor x) => GroupNorm(x, groups);
            }
            """;

        var error = Assert.Throws<ArgumentException>(() => ProgramHarness.Create(Source, "Net", 6, 4).CreateTrainingPass(2));
        Assert.StartsWith("GroupNorm has groups groups, but they do not divide channels channels", error.Message, StringComparison.Ordinal);
    }

    private static void Agrees(string source, int[] shape, params object[] arguments) =>
        ProgramHarness.RequireAgreement(ProgramHarness.Create(source, "Net", arguments), ProgramHarness.Random(shape));
}
