using Xunit;

namespace Workflow.Compiled.Generators.Tests;

/// <summary>Modules on images hand them to each other in the order of memory, also across assemblies; users see [batch, channels, height, width].</summary>
public class ImageFrameTests
{
    private const string Library =
        """
        namespace Library;

        [CompiledModule]
        public partial class Block(int channels) : Module, ILayer
        {
            private readonly Conv2d _conv = new(channels, channels, kernelSize: 3, padding: 1);

            public Tensor Forward([Shape("batch", "channels", "height", "width")] Tensor images) => Tanh(_conv.Forward(images)) + images;
        }

        [CompiledModule]
        public partial class Pair(bool isDeep) : Module
        {
            private readonly Conv2d _conv = new(6, 6, kernelSize: 1);
            private readonly Block _block = new(6);

            public (Tensor Images, Tensor Means) Forward([Shape("batch", 6, "height", "width")] Tensor images)
            {
                var x = isDeep ? _block.Forward(images) : images * 2;
                return (x, AdaptiveAvgPool2d(_conv.Forward(x), 1).Flatten(1));
            }
        }

        [CompiledModule]
        public partial class Outer : Module
        {
            public Tensor Forward([Shape("batch", 6)] Tensor a, [Shape("batch", 5)] Tensor b) => a.Unsqueeze(2) * b.Unsqueeze(1);
        }
        """;

    private const string User =
        """
        namespace User;
        using Library;

        [CompiledModule]
        public partial class Net(int depth, bool isDeep) : Module
        {
            private readonly Conv2d _first = new(3, 6, kernelSize: 3, padding: 1);
            private readonly ModuleList<Block> _blocks = new(depth, () => new Block(6));
            private readonly Sequential _chain = new(new Block(6), new Tanh(), new Block(6));
            [Checkpoint]
            private readonly Block _again = new(6);
            private readonly Pair _pair = new(isDeep);
            private readonly Outer _outer = new();
            private readonly Linear _scale = new(6, 5);

            public Tensor Forward([Shape("batch", 3, "height", "width")] Tensor images)
            {
                var x = _first.Forward(images);
                var scale = x;
                foreach (var block in _blocks)
                    x = block.Forward(x) + scale;
                var (y, means) = _pair.Forward(_again.Forward(_chain.Forward(x)));
                var rows = _outer.Forward(means, _scale.Forward(means));
                return y.Reshape(y.Shape[0], 6, y.Shape[2] * y.Shape[3]).Mean(2).Unsqueeze(2).Unsqueeze(3) * y + rows.Sum(2).Unsqueeze(2).Unsqueeze(3);
            }
        }
        """;

    private static readonly Lazy<byte[]> s_library = new(() => ProgramHarness.Build("Library", Library));

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(3, false)]
    public void PredictionTrainingAndGradientsAreThoseOfForward(int depth, bool isDeep)
    {
        var assembly = ProgramHarness.Load(s_library.Value, ProgramHarness.Build("User", User, s_library.Value));
        foreach (var size in new[] { 1, 4 })
            ProgramHarness.RequireAgreement(ProgramHarness.Create(assembly, "User.Net", depth, isDeep), ProgramHarness.Random(2, 3, size, size + 1));
    }

    [Fact]
    public void TheContractSaysSo()
    {
        Assert.Contains("lengths: [batch, height, width], channels: last, samples: apart)", Text("Block"), StringComparison.Ordinal);
        Assert.DoesNotContain("channels: last", Text("Outer"), StringComparison.Ordinal);
    }

    [Fact]
    public void NothingIsMovedBetweenModules()
    {
        // Elements that do not lie side by side are loaded one by one.
        Assert.DoesNotContain("Strided", Text("Block"), StringComparison.Ordinal);
        Assert.DoesNotContain("Strided", Text("Pair"), StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsJoinedUnderACheckIsNotMoved()
    {
        const string Source =
            """
            [CompiledModule]
            public partial class UNet : Module
            {
                private readonly Conv2d _top = new(1, 4, 3, padding: 1), _middle = new(4, 6, 3, padding: 1), _bottom = new(6, 8, 3, padding: 1), _out = new(8, 1, 1);
                private readonly ConvTranspose2d _up = new(8, 6, 2, stride: 2), _upAgain = new(12, 4, 2, stride: 2);

                public Tensor Forward([Shape("batch", 1, "rows", "columns")] Tensor images)
                {
                    var top = Tanh(_top.Forward(images));
                    var middle = Tanh(_middle.Forward(MaxPool2d(top, 2)));
                    var up = _up.Forward(Tanh(_bottom.Forward(MaxPool2d(middle, 2))));
                    return _out.Forward(Concat([top, _upAgain.Forward(Concat([middle, up], 1))], 1));
                }
            }
            """;
        var text = GeneratorHarness.GenerateOne(Source);

        Assert.Contains("must be equal", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Strided", text, StringComparison.Ordinal);
        ProgramHarness.RequireAgreement(ProgramHarness.Create(Source, "UNet"), ProgramHarness.Random(2, 1, 8, 4));
    }

    private static string Text(string module) =>
        GeneratorHarness.Generate(GeneratorHarness.Usings + Library).Result.GeneratedTrees.Single(tree => tree.FilePath.Contains(module, StringComparison.Ordinal)).ToString();
}
