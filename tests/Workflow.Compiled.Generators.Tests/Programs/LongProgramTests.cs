using Microsoft.CodeAnalysis;
using Xunit;

namespace Workflow.Compiled.Generators.Tests;

/// <summary>Long chains need no deep stack.</summary>
public class LongProgramTests
{
    private const int Length = 500;

    [Theory]
    [InlineData("Tanh(", ")")]
    [InlineData("", ".Reshape(-1, 8)")]
    [InlineData("", " + x")]
    [InlineData("_layer.Forward(", ")")]
    public void AChainOfManyOperationsIsRead(string before, string after)
    {
        var chain = string.Concat(Enumerable.Repeat(before, Length)) + "x" + string.Concat(Enumerable.Repeat(after, Length));
        var source = GeneratorHarness.Usings
            + $"[CompiledModule] public partial class Net : Module {{ private readonly Linear _layer = new(8, 8); public Tensor Forward([Shape(\"batch\", 8)] Tensor x) => {chain}; }}";

        var result = GeneratorHarness.Generate(source).Result;

        Assert.Null(result.Results[0].Exception);
        Assert.Single(result.GeneratedTrees);
    }

    [Fact]
    public void ALoopTakesAsInputsOnlyThePartsThatItReads()
    {
        var text = GeneratorHarness.GenerateOne(
            """
            [CompiledModule] public partial class Net(int depth) : Module
            {
                public Tensor Forward([Shape("batch", 8)] Tensor x)
                {
                    var parts = x.Split(2, dim: 1);
                    var y = parts[0] * 2f;
                    for (var i = 0; i < depth; i++)
                        y = Tanh(y + parts[2]);
                    return y;
                }
            }
            """);

        var turn = text[text.IndexOf("class LoopPredictionTurn", StringComparison.Ordinal)..];
        var signature = turn[turn.IndexOf("void Forward(", StringComparison.Ordinal)..];
        Assert.Equal(3, signature[..signature.IndexOf(')', StringComparison.Ordinal)].Split(',').Length);
    }
}
