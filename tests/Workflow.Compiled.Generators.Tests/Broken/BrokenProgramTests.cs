using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;

namespace Workflow.Compiled.Generators.Tests;

/// <summary>Half-typed programs: whatever is missing or doubled, nothing throws, and no generated file has an error of its own.</summary>
public class BrokenProgramTests
{
    private const int Count = 2000;

    // One compilation for several: each stands in a namespace of its own.
    private const int BatchSize = 250;

    private const int Seed = 11;

    private const int MostShown = 8;

    [Fact]
    public async Task NothingThrowsAndNoGeneratedFileHasAnErrorOfItsOwn()
    {
        var mutations = new Mutations(Seed);
        var failures = new List<string>();
        for (var done = 0; done < Count; done += BatchSize)
            failures.AddRange(await Check([.. Enumerable.Range(done, BatchSize).Select(mutations.Make)]));

        Assert.True(failures.Count == 0, $"{failures.Count} of {Count}:\n\n{string.Join("\n\n", failures.Take(MostShown))}");
    }

    private static async Task<IEnumerable<string>> Check(BrokenProgram[] programs)
    {
        var original = GeneratorHarness.Compilation([ProgramClasses.Source, .. programs.Select(program => program.Source)]);
        var driver = GeneratorHarness.Driver().RunGeneratorsAndUpdateCompilation(original, out var compilation, out _);
        var reported = await original.WithAnalyzers([new ModuleAnalyzer()]).GetAnalyzerDiagnosticsAsync();
        string[] thrown =
        [
            .. driver.GetRunResult().Results[0].Exception is { } exception ? [exception.ToString()] : Array.Empty<string>(),
            .. reported.Where(diagnostic => diagnostic.Id == "AD0001").Select(diagnostic => diagnostic.ToString()),
        ];
        return thrown.Concat(driver.GetRunResult().GeneratedTrees.Select(tree => OwnErrors(compilation.GetSemanticModel(tree), programs)).OfType<string>());
    }

    /// <summary>The errors in a generated file, with the program that it was made from; null where there are none.</summary>
    private static string? OwnErrors(SemanticModel file, BrokenProgram[] programs)
    {
        var errors = file.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToArray();
        if (errors.Length == 0)
            return null;
        var program = programs.FirstOrDefault(program => file.SyntaxTree.FilePath.Contains($"{program.Namespace}.", StringComparison.Ordinal));
        return $"{string.Join("\n", errors.Take(2))}\n{file.SyntaxTree.GetText().Lines[errors[0].Location.GetLineSpan().StartLinePosition.Line]}\n{program?.Source}";
    }
}
