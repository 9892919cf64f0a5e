using System.Globalization;
using Microsoft.CodeAnalysis;
using Xunit;

namespace Workflow.Compiled.Generators.Tests;

/// <summary>Lengths that can neither be proven equal nor different are checked once, where a model or a pass begins, in the words of the diagnostic.</summary>
public class GuardTests
{
    private const string Twice =
        """
        [CompiledModule]
        public partial class Net : Module
        {
            private readonly Linear _a = new(8, 4);
            private readonly Linear _b = new(8, 4);

            public Tensor Forward([Shape("batch", "n")] Tensor x) => _a.Forward(x) * _b.Forward(x) + x[.., ..1];
        }
        """;

    [Fact]
    public void ALengthOfTheCallIsCheckedBeforeAnythingIsWritten()
    {
        var model = ProgramHarness.Create(Twice, "Net");
        const string Words = "_a expects 8 features, but x gives n (x is [batch, n]): 9 is not 8";
        var pass = model.CreateTrainingPass(4);

        ProgramHarness.RequireAgreement(model, ProgramHarness.Random(4, 8));
        var before = pass.Forward(ProgramHarness.Random(4, 8)).Span.ToArray();

        Assert.Equal(Words, Assert.Throws<ArgumentException>(() => pass.Forward(ProgramHarness.Random(3, 9))).Message);
        Assert.Equal(Words, Assert.Throws<ArgumentException>(() => model.Predict(ProgramHarness.Random(3, 9))).Message);
        Assert.Equal(before, pass.Forward(ProgramHarness.Random(4, 8)).Span.ToArray());
    }

    [Fact]
    public void WhatIsAskedTwiceIsCheckedOnce()
    {
        var text = GeneratorHarness.GenerateOne(Twice);

        Assert.Equal(2, text.Split("RequireEqual(").Length);
        Assert.Contains("Runtime::LengthCheck.RequireEqual(n, 8, \"_a expects 8 features, but x gives n (x is [batch, n])\");", text, StringComparison.Ordinal);
    }

    [Fact]
    public void AValueOfTheConstructorIsCheckedWhenTheModelIsUsed()
    {
        const string Source =
            """
            [CompiledModule]
            public partial class Net(int width, int heads) : Module
            {
                private readonly Linear _a = new(12, width);
                private readonly Linear _b = new(heads * 2, 5);

                public Tensor Forward([Shape("batch", 12)] Tensor x) => _b.Forward(Tanh(_a.Forward(x)));
            }
            """;
        var assembly = ProgramHarness.Load(ProgramHarness.Build("Tested", Source));

        ProgramHarness.RequireAgreement(ProgramHarness.Create(assembly, "Net", 6, 3), ProgramHarness.Random(4, 12));

        Assert.StartsWith(
            "_b expects heads·2 features, but Tanh(_a.Forward(x)) gives width",
            Assert.Throws<ArgumentException>(() => ProgramHarness.Create(assembly, "Net", 6, 4).CreateTrainingPass(1)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void EveryOperatorThatComparesLengthsAgreesWhereTheyFit()
    {
        (string Expression, int Length)[] cases =
        [
            ("Concat([x, Tanh(_up.Forward(x))], dim: 0)", 8),
            ("x + _up.Forward(x) + _bias", 8),
            ("MatMul(x, _square) + x", 8),
            ("MseLoss(x, _up.Forward(x)) + x", 8),
            ("_norm.Forward(x) * x", 8),
            ("Stack([x, _up.Forward(x)], dim: 1)", 8),
            ("Glu(x, 1)", 6),
            ("x.Unsqueeze(0).Expand(1, -1, 8) + x", 8),
            ("x.Reshape(x.Shape[0], 2, 4).Flatten(1) + x", 8),
        ];
        var classes = cases.Select((each, i) =>
            $$"""
            [CompiledModule]
            public partial class Net{{i}} : Module
            {
                private readonly Linear _up = new(8, 8);
                private readonly LayerNorm _norm = new(8);
                private readonly Parameter _square = new([8, 8], Initializer.Ones);
                private readonly Parameter _bias = new([8], Initializer.Ones);

                public Tensor Forward([Shape("batch", "n")] Tensor x) => {{each.Expression}};
            }
            """);
        var assembly = ProgramHarness.Load(ProgramHarness.Build("Tested", string.Join("\n", classes)));

        for (var i = 0; i < cases.Length; i++)
        {
            var model = ProgramHarness.Create(assembly, $"Net{i}");
            ProgramHarness.RequireAgreement(model, ProgramHarness.Random(4, cases[i].Length));
            Assert.Throws<ArgumentException>(() => model.Predict(ProgramHarness.Random(3, 7)));
        }
    }

    [Fact]
    public void ChecksInsideOfLoopsAreMadeBeforeTheyBegin()
    {
        const string Source =
            """
            [CompiledModule]
            public partial class Net(int depth, int[] widths) : Module
            {
                private readonly Linear _square = new(8, 8);
                private readonly Parameter _scale = new([8], Initializer.Ones);
                private readonly ModuleList<Linear> _layers = new(widths.Length, i => new Linear(8, widths[i]));

                public Tensor Forward([Shape("batch", "n")] Tensor x)
                {
                    for (var i = 0; i < depth; i++)
                        x = Tanh(_square.Forward(x));
                    for (var i = 0; i < _layers.Count; i++)
                        x = Tanh(_layers[i].Forward(x)) * _scale;
                    return x;
                }
            }
            """;
        var assembly = ProgramHarness.Load(ProgramHarness.Build("Tested", Source));

        ProgramHarness.RequireAgreement(ProgramHarness.Create(assembly, "Net", 3, new[] { 8, 8 }), ProgramHarness.Random(4, 8));
        ProgramHarness.RequireAgreement(ProgramHarness.Create(assembly, "Net", 0, Array.Empty<int>()), ProgramHarness.Random(4, 5));
        Assert.StartsWith(
            "_square expects 8 features, but x gives n",
            Assert.Throws<ArgumentException>(() => ProgramHarness.Create(assembly, "Net", 1, Array.Empty<int>()).Predict(ProgramHarness.Random(4, 5))).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "7 is not 8",
            Assert.Throws<ArgumentException>(() => ProgramHarness.Create(assembly, "Net", 1, new[] { 8, 7 }).Parameters).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatAModuleCannotProveItsCallersProveOrCheck()
    {
        const string Block =
            """
            [CompiledModule]
            public partial class Block(int depth) : Module
            {
                private readonly Linear _square = new(8, 8);

                public Tensor Forward([Shape("rows", "n")] Tensor x)
                {
                    var y = _square.Forward(x);
                    for (var i = 0; i < depth; i++)
                        y = Tanh(y + x);
                    return y;
                }
            }

            [CompiledModule]
            public partial class Net : Module
            {
                private readonly ModuleList<Block> _blocks = new(2, () => new Block(3));

                public Tensor Forward([Shape("batch", "SHAPE")] Tensor x)
                {
                    foreach (var block in _blocks)
                        x = block.Forward(x);
                    return x;
                }
            }
            """;

        var model = ProgramHarness.Create(Block.Replace("\"SHAPE\"", "\"m\""), "Net");
        ProgramHarness.RequireAgreement(model, ProgramHarness.Random(4, 8));
        Assert.StartsWith("_square expects 8 features, but x gives n", Assert.Throws<ArgumentException>(() => model.Predict(ProgramHarness.Random(4, 5))).Message, StringComparison.Ordinal);

        Assert.DoesNotContain("RequireEqual", GeneratorHarness.Generate(GeneratorHarness.Usings + Block.Replace("\"SHAPE\"", "8")).Result.GeneratedTrees.Single(tree => tree.FilePath.EndsWith("Net.g.cs", StringComparison.Ordinal)).ToString(), StringComparison.Ordinal);

        var diagnostic = Assert.Single(await GeneratorHarness.Analyze(GeneratorHarness.Usings + Block.Replace("\"SHAPE\"", "9")));
        Assert.Equal("_blocks cannot take these lengths: _square expects 8 features, but x gives n (x is [rows, n]); change one of the two numbers so that they agree", diagnostic.GetMessage());
    }

    [Fact]
    public void APadThatTheConstructorGivesMayBeNothingButNotLess()
    {
        const string Source =
            """
            [CompiledModule]
            public partial class Net(int pad) : Module
            {
                public Tensor Forward([Shape("batch", "n")] Tensor x) => Exp(Pad(Tanh(x), [pad, 2 * pad], value: 0.5f));
            }
            """;
        var type = ProgramHarness.Load(ProgramHarness.Build("Tested", Source)).GetType("Net")!;

        foreach (var pad in new[] { 0, 3 })
            ProgramHarness.RequireAgreement((Module)Activator.CreateInstance(type, pad)!, ProgramHarness.Random(4, 5));
        var refused = (Module)Activator.CreateInstance(type, -1)!;
        Assert.StartsWith(
            "Pad cannot put pad elements before and pad·2 behind axis 1 of [batch, n]",
            Assert.Throws<ArgumentException>(() => refused.Predict(ProgramHarness.Random(4, 5))).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x[.., i - 1]", "which has the places -3 to 2: 0 is more than -1")]
    [InlineData("x[.., (i - 1)..i].Sum(1)", "its end comes before its start: 0 is more than -1")]
    [InlineData("x[.., i + 1]", "which has the places -3 to 2: 4 is more than 3")]
    public void PlacesThatALoopCountsAreChecked(string part, string words)
    {
        var model = ProgramHarness.Create(
            $$"""
            [CompiledModule]
            public partial class Net(int depth) : Module
            {
                public Tensor Forward([Shape("batch", 3)] Tensor x)
                {
                    var y = x[.., 0];
                    for (var i = 0; i < depth; i++)
                        y = Tanh(y + {{part}});
                    return y;
                }
            }
            """,
            "Net",
            3);

        Assert.EndsWith(words, Assert.Throws<ArgumentException>(() => model.Predict(ProgramHarness.Random(4, 3))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheTurnOfALoopIsLessThanTheirNumber()
    {
        const string Source =
            """
            [CompiledModule]
            public partial class Net : Module
            {
                public Tensor Forward([Shape("batch", "time", 3)] Tensor x)
                {
                    var y = x[.., 0];
                    for (var t = 0; t < x.Shape[1]; t++)
                        y = Tanh(y + x[.., t]);
                    return y;
                }
            }
            """;

        Assert.DoesNotContain("LengthCheck", GeneratorHarness.GenerateOne(Source), StringComparison.Ordinal);
        ProgramHarness.RequireAgreement(ProgramHarness.Create(Source, "Net"), ProgramHarness.Random(2, 5, 3));
    }

    [Fact]
    public void APromiseThatMayHoldIsChecked()
    {
        var model = ProgramHarness.Create(
            """
            [CompiledModule]
            public partial class Net : Module
            {
                [return: Shape("batch", 8)]
                public Tensor Forward([Shape("batch", "n")] Tensor x) => Tanh(x);
            }
            """,
            "Net");

        ProgramHarness.RequireAgreement(model, ProgramHarness.Random(4, 8));
        Assert.Equal("Forward promises [batch, 8] but returns [batch, n]: 8 is not 7", Assert.Throws<ArgumentException>(() => model.Predict(ProgramHarness.Random(4, 7))).Message);
    }

    private const string Images =
        """
        [CompiledModule]
        public partial class Features : Module, ILayer
        {
            private readonly Conv2d _first = new(2, 3, kernelSize: 3);
            private readonly BatchNorm2d _norm = new(3);
            private readonly Conv2d _second = new(3, 4, kernelSize: 3);

            public Tensor Forward([Shape("batch", 2, "height", "width")] Tensor x) => _second.Forward(MaxPool2d(Tanh(_norm.Forward(_first.Forward(x))), 2));
        }

        [CompiledModule]
        public partial class Net : Module
        {
            private readonly Features _features = new();

            public Tensor Forward([Shape("batch", 2, "rows", "columns")] Tensor x) => _features.Forward(x)[.., .., 1].Mean(2);
        }
        """;

    [Theory]
    [InlineData(10, 7, "_second has windows of 3 columns, but MaxPool2d(Tanh(_norm.Forward(_first.Forward(x))), 2) has (width/2) - 1: nothing is left (MaxPool2d(Tanh(_norm.Forward(_first.Forward(x))), 2) is [batch, 3, (height/2) - 1, (width/2) - 1], x is [batch, 2, height, width]): 3 is more than 2")]
    [InlineData(10, 1, "_second has windows of 3 columns, but")]
    [InlineData(7, 8, "part asks for place 1 of axis 2 of _features.Forward(x)")]
    [InlineData(9, 8, "part asks for place 1 of axis 2 of _features.Forward(x)")]
    public void AnImageThatIsTooSmallIsRefusedBeforeAnythingIsWritten(int rows, int columns, string words)
    {
        var model = ProgramHarness.Create(Images, "Net");
        var pass = model.CreateTrainingPass(4);
        var before = pass.Forward(ProgramHarness.Random(4, 2, 10, 8)).Span.ToArray();
        var state = State(model);
        Tensor small = ProgramHarness.Random(3, 2, rows, columns);

        Assert.StartsWith(words, Assert.Throws<ArgumentException>(() => pass.Forward(small)).Message, StringComparison.Ordinal);
        Assert.StartsWith(words, Assert.Throws<ArgumentException>(() => model.Predict(small)).Message, StringComparison.Ordinal);

        Assert.Equal(state, State(model));
        Assert.Equal(before, pass.Forward(ProgramHarness.Random(4, 2, 10, 8)).Span.ToArray());
    }

    [Fact]
    public void OfSeveralSizesTheLargestIsDemanded()
    {
        var text = GeneratorHarness.Generate(GeneratorHarness.Usings + Images).Result.GeneratedTrees.Single(tree => tree.FilePath.EndsWith("Features.g.cs", StringComparison.Ordinal)).ToString();

        // Of the two convolutions and the pooling on either axis.
        Assert.Equal(3, text.Split("RequireAtMost(").Length);
        Assert.Contains("guards: [(3, (height / 2) - 1, atMost: ", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnOrderThatIsRequiredIsProvenAndChecked()
    {
        const string Source =
            """
            [CompiledModule]
            [Require("steps >= kernel * 2 && kernel > 1")]
            public partial class Net(int steps, int kernel) : Module
            {
                private readonly Conv1d _conv = new(1, 2, kernelSize: kernel);

                public Tensor Forward([Shape("batch", 1, "steps")] Tensor x) => _conv.Forward(x[.., .., (kernel - 2)..]);
            }
            """;
        var assembly = ProgramHarness.Load(ProgramHarness.Build("Tested", Source));

        ProgramHarness.RequireAgreement(ProgramHarness.Create(assembly, "Net", 7, 3), ProgramHarness.Random(2, 1, 7));
        Assert.DoesNotContain("RequireAtMost", GeneratorHarness.GenerateOne(Source), StringComparison.Ordinal);
        Assert.Equal("Net requires steps >= kernel * 2 && kernel > 1", Assert.Throws<ArgumentException>(() => ProgramHarness.Create(assembly, "Net", 5, 3).Parameters).Message);

        var user =
            """
            [CompiledModule]
            public partial class User : Module
            {
                private readonly Net _net = new(5, 3);

                public Tensor Forward([Shape("batch", 1, 5)] Tensor x) => _net.Forward(x);
            }
            """;
        var diagnostic = Assert.Single(await GeneratorHarness.Analyze(GeneratorHarness.Usings + Source + user));
        Assert.StartsWith("_net cannot take these lengths: Net requires steps >= kernel * 2", diagnostic.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    private static float[] State(Module model) => [.. model.Parameters.Flat, .. model.Buffers.Values.SelectMany(buffer => buffer.Span.ToArray())];
}
