using Xunit;

namespace Workflow.Compiled.Generators.Tests;

/// <summary>What each turn of a loop reads at its own place is divided between the turns.</summary>
public class DivideLoopsTests
{
    [Theory]
    [InlineData("Tanh(y + x[.., t])")]
    [InlineData("Tanh(y + x[.., t]) * x[.., t]")]
    [InlineData("x[.., t]")]
    [InlineData("Tanh(y + x[.., t] * z[t] + z[t].Mean())")]
    [InlineData("Tanh(_linear.Forward(y) + x[.., t])")]
    public void EachTurnIsGivenItsPart(string turn)
    {
        var (source, text) = Generate(turn);

        Assert.Contains(".Slice(turn * ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("GradientSum.Add", text, StringComparison.Ordinal);
        ProgramHarness.RequireAgreement(ProgramHarness.Create(source, "Net"), ProgramHarness.Random(2, 4, 3));
    }

    [Theory]
    [InlineData("Tanh(y + x[.., t] + x.Mean(1))", "x.Shape[1]")]
    [InlineData("Tanh(y + (x * x)[.., t])", "x.Shape[1]")]
    [InlineData("Tanh(y + x[.., t]) + x[.., 0]", "x.Shape[1]")]
    [InlineData("Tanh(y + x[.., .., 1].Sum(1).Unsqueeze(1) + x[.., t])", "x.Shape[1]")]
    [InlineData("Tanh(y + x[.., t])", "x.Shape[1] - 1")]
    [InlineData("Tanh(y + x[.., t + 1])", "x.Shape[1] - 1")]
    [InlineData("Tanh(y + x[.., t, ..2].Sum(1).Unsqueeze(1) + x[.., .., 0].Mean())", "x.Shape[1]")]
    public void WhatATurnReadsOtherwiseIsGivenWhole(string turn, string count)
    {
        var (source, text) = Generate(turn, count);

        Assert.DoesNotContain(".Slice(turn * ", text, StringComparison.Ordinal);
        ProgramHarness.RequireAgreement(ProgramHarness.Create(source, "Net"), ProgramHarness.Random(2, 4, 3));
    }

    [Fact]
    public void ALoopInsideOfALoopDividesWhatItIsGiven()
    {
        const string Source =
            """
            [CompiledModule]
            public partial class Net : Module
            {
                public Tensor Forward([Shape("batch", "rows", "columns", 2)] Tensor x)
                {
                    var y = x[.., 0, 0];
                    for (var row = 0; row < x.Shape[1]; row++)
                    {
                        var line = x[.., row];
                        for (var column = 0; column < x.Shape[2]; column++)
                            y = Tanh(y * 0.5f + line[.., column]);
                    }
                    return y;
                }
            }
            """;

        Assert.Contains(".Slice(turn * ", GeneratorHarness.GenerateOne(Source), StringComparison.Ordinal);
        ProgramHarness.RequireAgreement(ProgramHarness.Create(Source, "Net"), ProgramHarness.Random(3, 4, 5, 2));
    }

    private static (string Source, string Text) Generate(string turn, string count = "x.Shape[1]")
    {
        var source =
            $$"""
            [CompiledModule]
            public partial class Net : Module
            {
                private readonly Linear _linear = new(3, 3);

                public Tensor Forward([Shape("batch", "time", 3)] Tensor input)
                {
                    var x = Exp(_linear.Forward(input));
                    var z = x.Permute(1, 0, 2);
                    var y = x[.., 0];
                    for (var t = 0; t < {{count}}; t++)
                        y = {{turn}};
                    return y;
                }
            }
            """;
        return (source, GeneratorHarness.GenerateOne(source));
    }
}
