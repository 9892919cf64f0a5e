using Microsoft.CodeAnalysis;
using Xunit;

namespace Workflow.Compiled.Generators.Tests;

/// <summary>Whatever users call their variables, and however often one value is read in different ways, generated names do not clash.</summary>
public class NameClashTests
{
    [Theory]
    // A value like the struct of the loop that reads it.
    [InlineData("softmaxSum", "return Softmax(softmaxSum, -1);")]
    // A value like the sum that becomes its mean.
    [InlineData("x", "var total = x.Mean([1], true); var totalSum = Square(x).Mean([1], true); return x * total + totalSum;")]
    // A value that is read as it lies, and a part of it.
    [InlineData("x", "var y = x.Unsqueeze(1)[.., .., ^1]; return Minimum(y, x.Mean([2]));")]
    [InlineData("x", "return Minimum(x.Unsqueeze(1)[.., .., ^1].Unsqueeze(2), x);")]
    [InlineData("second", "return LayerNorm(second, [4]) * second;")]
    [InlineData("results", "return (Tanh(results), results * 2);")]
    [InlineData("column", "var row = Tanh(column); return row * row.Sum([2], true);")]
    public void GeneratedCodeCompiles(string input, string body)
    {
        var result = body.StartsWith("return (", StringComparison.Ordinal) ? "(Tensor, Tensor)" : "Tensor";

        var (_, compilation) = GeneratorHarness.Generate(
            $"{GeneratorHarness.Usings}[CompiledModule] public partial class Net : Module {{ public {result} Forward([Shape(\"batch\", 4, 4)] Tensor {input}) {{ {body} }} }}");

        Assert.DoesNotContain(compilation.GetDiagnostics(), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
    }

    [Fact]
    public void LayersMayHaveTheNamesOfWords()
    {
        const string Source =
            """
            [CompiledModule]
            public partial class Net : Module
            {
                private readonly Conv2d _in = new(1, 2, 3, padding: 1), _out = new(2, 3, 1), _class = new(3, 3, 3, groups: 3, padding: 1);
                private readonly Linear _ref = new(3, 3), _base = new(3, 3);

                public Tensor Forward([Shape("batch", 1, "height", "width")] Tensor images) =>
                    _base.Forward(Relu(_ref.Forward(_class.Forward(_out.Forward(_in.Forward(images))).Mean([2, 3]))));
            }
            """;

        ProgramHarness.RequireAgreement(ProgramHarness.Create(Source, "Net"), ProgramHarness.Random(2, 1, 4, 3));
    }
}
