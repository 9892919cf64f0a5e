using Xunit;

namespace Workflow.Compiled.Generators.Tests;

/// <summary>Where what is computed of one sample depends on no other, prediction may compute a few samples at a time.</summary>
public class SamplesTests
{
    [Theory]
    [InlineData(true, "Relu(_linear.Forward(x)) + x * _scale")]
    [InlineData(true, "Softmax(x, 1)")]
    [InlineData(false, "Softmax(x, 0)")]
    [InlineData(false, "x - x.Mean([0], true)")]
    [InlineData(true, "x - x.Mean([1], true)")]
    [InlineData(false, "x.Sum(0)")]
    [InlineData(true, "Concat([x, Tanh(x)], 1)")]
    [InlineData(false, "Concat([x, Tanh(x)], 0)")]
    [InlineData(true, "x.Reshape(-1, 4).Reshape(-1, 2, 4).MatMul(x.Reshape(-1, 4, 2))")]
    [InlineData(false, "x.MatMul(x.Transpose(0, 1))")]
    [InlineData(true, "x[.., 2..]")]
    [InlineData(true, "_linear.Forward(x.Reshape(-1, 4, 2).Transpose(1, 2).Reshape(-1, 8))")]
    [InlineData(true, "_tracked.Forward(x)")]
    [InlineData(false, "_ofBatch.Forward(x)")]
    [InlineData(true, "_apart.Forward(x)")]
    [InlineData(true, "_apart.Forward(Concat([x, x * 2], 1).Reshape(-1, 8))")]
    [InlineData(false, "_mixed.Forward(x)")]
    [InlineData(true, "_pair.Forward(x, _table)")]
    [InlineData(false, "_pair.Forward(_table, x).Sum(0)")]
    [InlineData(true, "Looped(x)")]
    [InlineData(false, "LoopedMixed(x)")]
    public void Of(bool areApart, string body)
    {
        var text = GeneratorHarness.Generate(GeneratorHarness.Usings +
            $$"""
            [CompiledModule]
            public partial class Apart : Module
            {
                public Tensor Forward([Shape("rows", 8)] Tensor x) => Tanh(x);
            }

            [CompiledModule]
            public partial class Mixed : Module
            {
                public Tensor Forward([Shape("rows", 8)] Tensor x) => LogSoftmax(x, 0);
            }

            [CompiledModule]
            public partial class Pair : Module
            {
                public Tensor Forward([Shape("rows", 8)] Tensor x, [Shape("others", 8)] Tensor y) => x.MatMul(y.Transpose(0, 1));
            }

            [CompiledModule]
            public partial class Net(int depth) : Module
            {
                private readonly Linear _linear = new(8, 8);
                private readonly Parameter _scale = new([8], Initializer.Ones), _table = new([3, 8], Initializer.Ones);
                private readonly BatchNorm1d _tracked = new(8), _ofBatch = new(8, trackRunningStats: false);
                private readonly Apart _apart = new();
                private readonly Mixed _mixed = new();
                private readonly Pair _pair = new();

                public Tensor Forward([Shape("batch", 8)] Tensor x) => {{body}};

                private Tensor Looped(Tensor x)
                {
                    for (var i = 0; i < depth; i++)
                        x = _apart.Forward(x) + x;
                    return x;
                }

                private Tensor LoopedMixed(Tensor x)
                {
                    for (var i = 0; i < depth; i++)
                        x = _mixed.Forward(x) + x;
                    return x;
                }
            }
            """).Result.GeneratedTrees.Single(tree => tree.FilePath.EndsWith("Net.g.cs", StringComparison.Ordinal)).ToString();

        Assert.Equal(areApart, text.Contains("AreSamplesApart => true", StringComparison.Ordinal));
        Assert.Equal(areApart, text.Contains("samples: apart", StringComparison.Ordinal));
    }
}
