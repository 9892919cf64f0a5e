using Microsoft.CodeAnalysis;

namespace Workflow.Compiled.Generators.Tests;

/// <summary>All bugs, or all twins, compiled together: what is said of each, and what is generated for it.</summary>
internal sealed class Compiled
{
    private readonly Lazy<Task<ILookup<string, Diagnostic>>> _complaints;
    private readonly Lazy<ILookup<string, Diagnostic>> _generated;

    private readonly Lazy<CodeFixHarness> _fixes;

    private Compiled(IEnumerable<string> sources)
    {
        string[] files = [.. sources];
        _complaints = new(() => Complain(files));
        _generated = new(() => Generate(files));
        _fixes = new(() => new CodeFixHarness(files));
    }

    public static Compiled Bugs { get; } = new(Corpus.All.Select(bug => bug.Wrong));

    public static Compiled Twins { get; } = new(Corpus.All.Select(bug => bug.Right));

    /// <summary>Everything that a user is shown of one file: what the analyzer says and what C# does.</summary>
    public async Task<IReadOnlyList<Diagnostic>> ComplaintsOf(ShapeBug bug) => [.. (await _complaints.Value)[FileOf(bug)]];

    /// <summary>What C# says of a file and of what is generated for it.</summary>
    public IReadOnlyList<Diagnostic> CompilerOn(ShapeBug bug) => [.. _generated.Value[FileOf(bug)], .. _generated.Value[NamespaceOf(bug)]];

    /// <summary>A file after the code fix of the bug.</summary>
    public Task<string> Fix(ShapeBug bug) => _fixes.Value.Apply(bug.Fix!, Corpus.IndexOf(bug));

    private static async Task<ILookup<string, Diagnostic>> Complain(string[] sources)
    {
        var analyzed = await GeneratorHarness.Analyze(sources);
        return analyzed.Concat(GeneratorHarness.Compilation(sources).GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error))
            .ToLookup(diagnostic => diagnostic.Location.SourceTree!.FilePath);
    }

    private static ILookup<string, Diagnostic> Generate(string[] sources)
    {
        var (_, compilation) = GeneratorHarness.Generate(sources);
        return compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity > DiagnosticSeverity.Hidden)
            .ToLookup(diagnostic => KeyOf(diagnostic.Location.SourceTree!.FilePath));
    }

    /// <summary>A generated file is called after its class, which begins with the namespace of the bug.</summary>
    private static string KeyOf(string path) => Path.GetFileName(path) is var name && name.StartsWith("Bug", StringComparison.Ordinal) ? name[..name.IndexOf('.', StringComparison.Ordinal)] : name;

    private static string FileOf(ShapeBug bug) => $"Source{Corpus.IndexOf(bug)}.cs";

    private static string NamespaceOf(ShapeBug bug) => $"Bug{Corpus.IndexOf(bug)}";
}
