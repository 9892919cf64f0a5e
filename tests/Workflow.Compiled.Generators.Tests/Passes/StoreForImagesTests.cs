using Xunit;

namespace Workflow.Compiled.Generators.Tests;

/// <summary>Flattened images are read where they lie, where nothing else depends on the order of a weight.</summary>
public class StoreForImagesTests
{
    private const string Image = "[Shape(\"batch\", 3, 4, 6)] Tensor x";

    [Fact]
    public void TheImageIsNotMovedAndTheWeightIsStoredForIt()
    {
        var source = Net("_linear.Forward(MaxPool2d(Relu(_conv.Forward(x)), 2).Flatten(1))", "private readonly Linear _linear = new(5 * 2 * 3, 7);");
        var text = GeneratorHarness.GenerateOne(source);

        Assert.Contains("members.StoreForImages(_linear.Weight, pixels: 6);", text, StringComparison.Ordinal);
        Assert.True(Passes(text) < Passes(GeneratorHarness.GenerateOne(source.Replace("private readonly Linear", "public readonly Linear", StringComparison.Ordinal))));
        ProgramHarness.RequireAgreement(ProgramHarness.Create(source, "Net"), ProgramHarness.Random(2, 3, 4, 6));
    }

    [Theory]
    [InlineData("_a.Forward(y) + _b.Forward(y)", "private readonly Linear _a = new(120, 7), _b = new(120, 7);", "_a", "_b")]
    [InlineData("_a.Forward(y) + _a.Forward(_conv.Forward(x * x).Flatten(1))", "private readonly Linear _a = new(120, 7);", "_a")]
    [InlineData("_b.Forward(Tanh(_a.Forward(y)))", "private readonly Linear _a = new(120, 7), _b = new(7, 2);", "_a")]
    [InlineData("_net.Forward(_conv.Forward(x))", "private readonly Sequential _net = new(new Tanh(), new Flatten(), new Linear(120, 7), new Tanh(), new Linear(7, 2));", "((global::Workflow.Compiled.Linear)_net[2])")]
    [InlineData("_a.Forward(Tanh(_conv.Forward(x)).Reshape(-1, 120))", "private readonly Linear _a = new(120, 7);", "_a")]
    [InlineData("this._a.Forward(y)", "private readonly Linear _a; public Net() { this._a = new(120, 7); }", "_a")]
    public void EachLinearLayerThatReadsItIsStoredForIt(string result, string fields, params string[] stored)
    {
        var source = Net(result, fields);
        var text = GeneratorHarness.GenerateOne(source);

        Assert.Equal(stored.Length + 1, text.Split("StoreForImages(").Length);
        Assert.All(stored, layer => Assert.Contains($"members.StoreForImages({layer}.Weight, pixels: 24);", text, StringComparison.Ordinal));
        ProgramHarness.RequireAgreement(ProgramHarness.Create(source, "Net"), ProgramHarness.Random(2, 3, 4, 6));
    }

    [Theory]
    [InlineData("_a.Forward(y)", "public readonly Linear _a = new(120, 7);")]
    [InlineData("_a.Forward(y)", "private readonly Linear _a = new(120, 7); public Linear Head => _a;")]
    [InlineData("_a.Forward(y)", "private readonly Linear _a = new(120, 7); public Parameter Head() => _a.Weight;")]
    [InlineData("_a.Forward(y)", "private readonly Linear _a; public static Linear? Last; public Net() { Last = _a = new(120, 7); }")]
    [InlineData("_a.Forward(Tanh(_a.Forward(y)))", "private readonly Linear _a = new(120, 120);")]
    [InlineData("_a.Forward(y) + y.Mean([1], keepDim: true)", "private readonly Linear _a = new(120, 7);")]
    [InlineData("_a.Forward(Dropout(y, 0.1f))", "private readonly Linear _a = new(120, 7);")]
    [InlineData("_a.Forward(x.Flatten(1))", "private readonly Linear _a = new(72, 7);")]
    [InlineData("_a.Forward(_conv.Forward(x).Flatten(2)).Flatten(1)", "private readonly Linear _a = new(24, 7);")]
    [InlineData("_a.Forward(_conv.Forward(x).Mean(3).Mean(2))", "private readonly Linear _a = new(5, 7);")]
    [InlineData("_a.Forward(AdaptiveAvgPool2d(_conv.Forward(x), 1).Flatten(1))", "private readonly Linear _a = new(5, 7);")]
    public void AWeightThatSomethingElseDependsOnKeepsItsOrder(string result, string fields)
    {
        var source = Net(result, fields);

        Assert.DoesNotContain("StoreForImages", GeneratorHarness.GenerateOne(source), StringComparison.Ordinal);
    }

    [Fact]
    public void OnEveryPathAWeightHasTheSameOrder()
    {
        const string Fields = "private readonly Linear _a = new(120, 7);";
        var both = Net("_a.Forward(isSquare ? Square(_conv.Forward(x)).Flatten(1) : y)", Fields).Replace("class Net", "class Net(bool isSquare)", StringComparison.Ordinal);
        var one = Net("_a.Forward(isSquare ? Square(y) : y)", Fields).Replace("class Net", "class Net(bool isSquare)", StringComparison.Ordinal);

        Assert.Contains("StoreForImages(_a.Weight, pixels: 24)", GeneratorHarness.GenerateOne(both), StringComparison.Ordinal);
        foreach (var isSquare in new[] { false, true })
            ProgramHarness.RequireAgreement(ProgramHarness.Create(both, "Net", isSquare), ProgramHarness.Random(2, 3, 4, 6));
        Assert.DoesNotContain("StoreForImages", GeneratorHarness.GenerateOne(one), StringComparison.Ordinal);
    }

    [Fact]
    public void TheSizeOfTheImageMayBeWhatTheConstructorSays()
    {
        var source = Net("_a.Forward(y)", "private readonly Linear _a = new(5 * size * size, 7);")
            .Replace("class Net", "class Net(int size)", StringComparison.Ordinal).Replace("3, 4, 6", "3, \"size\", \"size\"", StringComparison.Ordinal);

        Assert.Contains("StoreForImages(_a.Weight, pixels: SizeHyperparameter * SizeHyperparameter)", GeneratorHarness.GenerateOne(source), StringComparison.Ordinal);
        ProgramHarness.RequireAgreement(ProgramHarness.Create(source, "Net", 3), ProgramHarness.Random(2, 3, 3, 3));
    }

    [Fact]
    public void SequencesAreImagesOfOneRow()
    {
        const string Source =
            """
            [CompiledModule]
            public partial class Net : Module
            {
                private readonly Conv1d _conv = new(3, 5, 3, padding: 1);
                private readonly Linear _a = new(5 * 4, 7);

                public Tensor Forward([Shape("batch", 3, 8)] Tensor x) => _a.Forward(MaxPool1d(Relu(_conv.Forward(x)), 2).Flatten(1));
            }
            """;

        Assert.Contains("StoreForImages(_a.Weight, pixels: 4)", GeneratorHarness.GenerateOne(Source), StringComparison.Ordinal);
        ProgramHarness.RequireAgreement(ProgramHarness.Create(Source, "Net"), ProgramHarness.Random(2, 3, 8));
    }

    /// <summary>The passes over memory besides those of products and windows.</summary>
    private static int Passes(string text) => text.Split("Pointwise.Run(").Length;

    private static string Net(string result, string fields) =>
        $$"""
        [CompiledModule]
        public partial class Net : Module
        {
            private readonly Conv2d _conv = new(3, 5, kernelSize: 3, padding: 1);
            {{fields}}

            public Tensor Forward({{Image}})
            {
                var y = _conv.Forward(x).Flatten(1);
                return {{result}};
            }
        }
        """;
}
