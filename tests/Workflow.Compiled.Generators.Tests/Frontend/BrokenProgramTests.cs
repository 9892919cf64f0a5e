using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace Workflow.Compiled.Generators.Tests;

/// <summary>Half-typed programs: whatever is missing or doubled, nothing throws, and no generated file has an error of its own.</summary>
public class BrokenProgramTests
{
    private const string Program = GeneratorHarness.Usings
        + """
        namespace Typed;
        [CompiledModule]
        public partial class Net : Module
        {
            private const int Width = 16;
            private readonly Linear _hidden = new(8, Width);
            private readonly Dropout _drop = new(p: 0.25f);
            private readonly Linear _output;
            public Net() { _output = new Linear(Width, 4, bias: false); }
            [return: Shape("batch", 4)]
            public Tensor Forward([Shape("batch", 2, 4)] Tensor images)
            {
                var x = Relu(_hidden.Forward(images.Flatten(1)));
                x = _drop.Forward(x) * 0.5f + 1;
                Tensor y = -_output.Forward(x);
                return LogSoftmax(y, -1);
            }
        }
        """;

    [Fact]
    public async Task EveryTokenIsDeletedDoubledOrReplaced()
    {
        var random = new Random(11);
        var tokens = CSharpSyntaxTree.ParseText(Program).GetRoot().DescendantTokens().Where(token => token.Span.Length > 0).ToArray();
        foreach (var token in tokens)
        {
            var replacement = random.Next(3) switch
            {
                0 => "",
                1 => token.Text + " " + token.Text,
                _ => tokens[random.Next(tokens.Length)].Text,
            };
            await Check(Program.Remove(token.SpanStart, token.Span.Length).Insert(token.SpanStart, replacement));
        }
    }

    private static async Task Check(string source)
    {
        var (result, compilation) = GeneratorHarness.Generate(source);

        Assert.Null(result.Results[0].Exception);
        foreach (var tree in result.GeneratedTrees)
        {
            var own = compilation.GetSemanticModel(tree).GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
            Assert.True(!own.Any(), $"{string.Join("\n", own)}\n\n{source}");
        }

        Assert.DoesNotContain(await GeneratorHarness.Analyze(source), diagnostic => diagnostic.Id == "AD0001");
    }
}
