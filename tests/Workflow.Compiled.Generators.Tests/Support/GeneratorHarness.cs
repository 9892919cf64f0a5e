using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Workflow.Compiled.Generators.Tests;

/// <summary>Compiles source in process, with the generator and the analyzer, against the runtime that the tests are built with.</summary>
internal static class GeneratorHarness
{
    public const string Usings = "using Workflow.Compiled;\nusing static Workflow.Compiled.Functional;\n";

    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Latest);

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal) || Path.GetFileName(path) == "netstandard.dll")
            .Append(typeof(Module).Assembly.Location)
            .Append(typeof(Kernels.Gemm).Assembly.Location)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    public static CSharpCompilation Compilation(params string[] sources) => Compilation("Tested", sources, []);

    /// <summary>A compilation that references others.</summary>
    public static CSharpCompilation Compilation(string name, IEnumerable<string> sources, IEnumerable<MetadataReference> references) => CSharpCompilation.Create(
        name,
        sources.Select((source, i) => CSharpSyntaxTree.ParseText(source, ParseOptions, $"Source{i}.cs")),
        [.. References, .. references],
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, warningLevel: 9999));

    /// <summary>A driver that records why each step ran.</summary>
    public static GeneratorDriver Driver() => CSharpGeneratorDriver.Create(
        [new ModuleGenerator().AsSourceGenerator()],
        parseOptions: ParseOptions,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>The generated files, and the compilation that contains them.</summary>
    public static (GeneratorDriverRunResult Result, Compilation Compilation) Generate(params string[] sources)
    {
        var driver = Driver().RunGeneratorsAndUpdateCompilation(Compilation(sources), out var compilation, out _);
        return (driver.GetRunResult(), compilation);
    }

    /// <summary>The text that is generated for the only module of a source.</summary>
    public static string GenerateOne(string source) => Assert(Generate(Usings + source).Result);

    /// <summary>What the analyzer says, in the order of the source.</summary>
    public static Task<ImmutableArray<Diagnostic>> Analyze(params string[] sources) => Analyze(Compilation(sources));

    /// <summary>What the analyzer says of a compilation.</summary>
    public static Task<ImmutableArray<Diagnostic>> Analyze(Compilation compilation) => Analyze(compilation, new ModuleAnalyzer());

    /// <summary>What is said of the declarations of custom operators.</summary>
    public static Task<ImmutableArray<Diagnostic>> AnalyzeCustomOperators(params string[] sources) => Analyze(Compilation(sources), new CustomOperatorAnalyzer());

    /// <summary>What the analyzer tells only those who ask for it, in the order of the source.</summary>
    public static async Task<ImmutableArray<Diagnostic>> Hints(params string[] sources) =>
        [.. (await AnalyzeAll(Compilation(sources), new ModuleAnalyzer())).Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Hidden)];

    private static async Task<ImmutableArray<Diagnostic>> Analyze(Compilation compilation, DiagnosticAnalyzer analyzer) =>
        [.. (await AnalyzeAll(compilation, analyzer)).Where(diagnostic => diagnostic.Severity > DiagnosticSeverity.Hidden)];

    private static async Task<ImmutableArray<Diagnostic>> AnalyzeAll(Compilation compilation, DiagnosticAnalyzer analyzer)
    {
        var analyzed = compilation.WithAnalyzers([analyzer]);
        var diagnostics = await analyzed.GetAnalyzerDiagnosticsAsync();
        return [.. diagnostics.OrderBy(diagnostic => diagnostic.Location.SourceTree?.FilePath).ThenBy(diagnostic => diagnostic.Location.SourceSpan.Start)];
    }

    private static string Assert(GeneratorDriverRunResult result) =>
        Xunit.Assert.Single(Xunit.Assert.Single(result.Results).GeneratedSources).SourceText.ToString();
}
