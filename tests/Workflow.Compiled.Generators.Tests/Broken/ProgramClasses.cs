using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Workflow.Compiled.Generators.Tests;

/// <summary>The modules of the tests of whole programs, as the source that they are written in.</summary>
internal static class ProgramClasses
{
    private const string Resource = "Programs.cs";

    /// <summary>The whole file.</summary>
    public static string Source { get; } = Read();

    /// <summary>Its namespace, whose classes one in a namespace inside of it can use.</summary>
    public static string Namespace { get; } = CSharpSyntaxTree.ParseText(Source).GetCompilationUnitRoot().Members.OfType<BaseNamespaceDeclarationSyntax>().Single().Name.ToString();

    /// <summary>The text of each class.</summary>
    public static IReadOnlyList<string> Texts { get; } =
        [.. CSharpSyntaxTree.ParseText(Source).GetRoot().DescendantNodes().OfType<ClassDeclarationSyntax>().Where(type => type.AttributeLists.Count > 0).Select(type => type.ToString())];

    private static string Read()
    {
        using var reader = new StreamReader(typeof(ProgramClasses).Assembly.GetManifestResourceStream(Resource) ?? throw new InvalidOperationException($"{Resource} is not embedded"));
        // The tests that it comes from use implicit usings.
        return GeneratorHarness.Usings + "using System.Linq;\n" + reader.ReadToEnd();
    }
}
