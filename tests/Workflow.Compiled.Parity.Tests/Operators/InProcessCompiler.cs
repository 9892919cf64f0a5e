extern alias generators;

using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using generators::Workflow.Compiled.Generators;

namespace Workflow.Compiled.Parity.Tests;

/// <summary>Compiles C# with the generator and loads it, all in this process.</summary>
internal static class InProcessCompiler
{
    private static readonly CSharpParseOptions s_language = new(LanguageVersion.Latest);

    private static readonly MetadataReference[] s_references =
    [
        // A user's compilation does not reference the generator.
        .. from path in ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
           where path != typeof(ModuleGenerator).Assembly.Location
           select MetadataReference.CreateFromFile(path),
    ];

    /// <summary>Compiles and loads sources that must be right.</summary>
    /// <param name="sources">The sources.</param>
    /// <param name="isAnalyzed">Whether the analyzer runs too, which says why the generator made nothing of a class.</param>
    /// <exception cref="InvalidOperationException">The sources, or what the generator made of them, do not compile; the message lists the errors.</exception>
    public static Assembly Load(IEnumerable<string> sources, bool isAnalyzed = true)
    {
        var compilation = Parse(sources);
        CSharpGeneratorDriver.Create([new ModuleGenerator().AsSourceGenerator()], parseOptions: s_language)
            .RunGeneratorsAndUpdateCompilation(compilation, out var generated, out var reported);

        using var image = new MemoryStream();
        var errors = (isAnalyzed ? Report(compilation) : []).Concat(reported).Concat(generated.Emit(image).Diagnostics).Where(IsError).ToArray();
        if (errors.Length > 0)
            throw new InvalidOperationException(string.Join(Environment.NewLine, errors.Take(20)));

        image.Position = 0;
        // Never unloaded: with contexts that can be, creating an object of a loaded type failed now and then inside the runtime.
        return new AssemblyLoadContext("samples").LoadFromStream(image);
    }

    /// <summary>The errors that the analyzer shows a user who writes this.</summary>
    public static IReadOnlyList<Diagnostic> Errors(string source) => [.. Report(Parse([source])).Where(IsError)];

    private static CSharpCompilation Parse(IEnumerable<string> sources) => CSharpCompilation.Create(
        "Samples",
        sources.Select(source => CSharpSyntaxTree.ParseText(source, s_language)),
        s_references,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release));

    private static IEnumerable<Diagnostic> Report(CSharpCompilation compilation) =>
        compilation.WithAnalyzers([new ModuleAnalyzer()]).GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult();

    // CS8785 is C#'s warning that a generator has thrown, and with it everything is gone that it should have written.
    private static bool IsError(Diagnostic diagnostic) => diagnostic.Severity == DiagnosticSeverity.Error || diagnostic.Id == "CS8785";
}
