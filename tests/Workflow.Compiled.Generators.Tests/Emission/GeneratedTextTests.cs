using Xunit;

namespace Workflow.Compiled.Generators.Tests;

/// <summary>The generated file as users read it. A change of these snapshots is a change of the product.</summary>
public class GeneratedTextTests
{
    [Fact]
    public void Mlp() => Match("DigitsMlp", """
        namespace Digits;

        [CompiledModule]
        public partial class DigitsMlp : Module
        {
            private readonly Linear _hidden1 = new(784, 256);
            private readonly Linear _hidden2 = new(256, 128);
            private readonly Linear _output = new(128, 10);

            public Tensor Forward([Shape("batch", 784)] Tensor images)
            {
                var x = Relu(_hidden1.Forward(images));
                x = Relu(_hidden2.Forward(x));
                return _output.Forward(x);
            }
        }
        """);

    [Fact]
    public void ResidualWithDropoutAndSoftmax() => Match("Residual", """
        public partial class Models
        {
            [CompiledModule]
            public partial class Residual : Module
            {
                private readonly Linear _in = new(32, 32);
                private readonly Dropout _drop = new(0.1f);
                private readonly Linear _out = new(32, 4, bias: false);

                public Tensor Forward([Shape("n", 2, 16)] Tensor features)
                {
                    var x = features.Flatten(1);
                    var centered = x - x.Mean([1], keepDim: true);
                    x = centered + _drop.Forward(Gelu(_in.Forward(centered)));
                    return Softmax(_out.Forward(x), dim: -1);
                }
            }
        }
        """);

    [Theory]
    [InlineData("ResidualBlock")]
    [InlineData("ResidualMlp")]
    public void ResidualMlp(string module)
    {
        var files = GeneratorHarness.Generate(GeneratorHarness.Usings + Repository.Read("tests/Workflow.Compiled.Programs/ResidualMlp.cs")).Result.Results.Single().GeneratedSources;

        Snapshots.Match(files.Single(file => file.HintName.EndsWith($".{module}.g.cs", StringComparison.Ordinal)).SourceText.ToString(), module);
    }

    /// <summary>What the documentation quotes is what is generated: each block of a page is a part of a snapshot, whatever its indentation.</summary>
    [Fact]
    public void WhatTheDocumentationQuotesIsGenerated()
    {
        var generated = Directory.GetFiles(Repository.PathOf("tests/Workflow.Compiled.Generators.Tests/Emission/__snapshots__"), "*.snap").Select(file => Trimmed(File.ReadAllText(file))).ToArray();
        var blocks = Repository.Read("docs/generated-code.md").Split("```").Where((_, i) => i % 2 == 1).Where(block => block.StartsWith("csharp\n", StringComparison.Ordinal)).ToArray();

        Assert.True(blocks.Length > 3);
        Assert.All(blocks, block => Assert.Contains(generated, text => text.Contains(Trimmed(block["csharp\n".Length..]), StringComparison.Ordinal)));
    }

    private static string Trimmed(string text) => string.Join('\n', text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));

    private static void Match(string name, string source) => Snapshots.Match(GeneratorHarness.GenerateOne(source), name);
}
