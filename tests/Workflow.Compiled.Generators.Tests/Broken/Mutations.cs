using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Workflow.Compiled.Generators.Tests;

/// <summary>Breaks programs: a token is deleted, doubled, or replaced by another token of the program.</summary>
/// <param name="seed">Which tokens are chosen.</param>
internal sealed class Mutations(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>Breaks the next program.</summary>
    /// <param name="number">Its number, which names its namespace.</param>
    public BrokenProgram Make(int number)
    {
        var text = ProgramClasses.Texts[number % ProgramClasses.Texts.Count];
        SyntaxToken[] tokens = [.. CSharpSyntaxTree.ParseText(text).GetRoot().DescendantTokens().Where(token => token.Span.Length > 0)];
        var token = tokens[_random.Next(tokens.Length)];
        var replacement = _random.Next(3) switch
        {
            0 => "",
            1 => $"{token.Text} {token.Text}",
            _ => tokens[_random.Next(tokens.Length)].Text,
        };
        var name = $"{ProgramClasses.Namespace}.Broken{number}";
        var broken = text.Remove(token.SpanStart, token.Span.Length).Insert(token.SpanStart, replacement);
        return new BrokenProgram(name, $"{GeneratorHarness.Usings}namespace {name};\n{broken}\n");
    }
}
