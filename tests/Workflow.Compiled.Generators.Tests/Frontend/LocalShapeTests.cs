using Microsoft.CodeAnalysis;
using Xunit;

namespace Workflow.Compiled.Generators.Tests;

/// <summary>What an editor shows over the local variables of <c>Forward</c>.</summary>
public class LocalShapeTests
{
    [Fact]
    public async Task EveryAssignmentTellsTheShapeFromThereOn()
    {
        Assert.Equal(
            ["x: x is [batch, 1·28·28 = 784]", "x: x is [batch, 64]", "left: left is [batch, 32]", "right: right is [batch, 32]", "parts: parts is [batch, 16], [batch, 16]"],
            await Hints("""
                [CompiledModule]
                public partial class Net : Module
                {
                    private readonly Linear _hidden = new(784, 64);

                    public Tensor Forward([Shape("batch", 1, 28, 28)] Tensor images)
                    {
                        var x = images.Flatten(1);
                        x = Relu(_hidden.Forward(x));
                        var (left, right) = x.Chunk(2, dim: 1);
                        var parts = (left * right).Chunk(2, dim: 1);
                        return parts[0];
                    }
                }
                """));
    }

    [Fact]
    public async Task APlaceThatIsPassedSeveralTimesTellsAllShapes()
    {
        Assert.Equal(
            ["x: x is [batch, 4, 2] or [batch, 2]"],
            await Hints("""
                [CompiledModule]
                public partial class Net : Module
                {
                    public Tensor Forward([Shape("batch", 8, 4, 2)] Tensor x)
                    {
                        for (var i = 0; i < 2; i++)
                            x = x.Mean([1]);
                        return x;
                    }
                }
                """));
    }

    [Fact]
    public async Task ALoopOverWidthsTellsTheShapeOfEachTurn()
    {
        Assert.Equal(
            ["x: x is [batch, widths[i + 1]]"],
            await Hints("""
                [CompiledModule]
                public partial class Net(int[] widths) : Module
                {
                    private readonly ModuleList<Linear> _layers = new(widths.Length - 1, i => new Linear(widths[i], widths[i + 1]));

                    public Tensor Forward([Shape("batch", "widths[0]")] Tensor x)
                    {
                        for (var i = 0; i < _layers.Count; i++)
                            x = Tanh(_layers[i].Forward(x));
                        return x;
                    }
                }
                """));
    }

    [Fact]
    public async Task WhatStandsBeforeAnErrorIsTold()
    {
        Assert.Equal(
            ["x: x is [batch, 4]"],
            await Hints("""
                [CompiledModule]
                public partial class Net : Module
                {
                    private readonly Linear _a = new(8, 4);

                    public Tensor Forward([Shape("batch", 8)] Tensor input)
                    {
                        var x = _a.Forward(input);
                        var y = _a.Forward(x);
                        return y;
                    }
                }
                """));
    }

    private static async Task<IEnumerable<string>> Hints(string source)
    {
        var file = GeneratorHarness.Usings + source;
        return (await GeneratorHarness.Hints(file)).Select(hint =>
        {
            Assert.Equal("WFC0012", hint.Id);
            var span = hint.Location.SourceSpan;
            return $"{file[span.Start..span.End]}: {hint.GetMessage()}";
        });
    }
}
