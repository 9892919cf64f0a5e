using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using Workflow.Compiled.CodeFixes;

namespace Workflow.Compiled.Generators.Tests;

/// <summary>Source files in a workspace, and the code fixes that an editor offers for them.</summary>
internal sealed class CodeFixHarness
{
    private static readonly AdhocWorkspace Workspace = new();
    private static readonly CodeFixProvider[] Providers = [new EditFixProvider(), new PyTorchNameFixProvider()];

    private readonly Project _project;
    private readonly Lazy<Task<ILookup<string, Diagnostic>>> _diagnostics;

    public CodeFixHarness(params string[] sources)
    {
        var compilation = GeneratorHarness.Compilation(sources);
        _project = Workspace.CurrentSolution.AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(),
            VersionStamp.Default,
            "Tested",
            "Tested",
            LanguageNames.CSharp,
            compilationOptions: compilation.Options,
            parseOptions: compilation.SyntaxTrees[0].Options,
            metadataReferences: compilation.References)).Projects.Single();
        foreach (var (i, source) in sources.Index())
            _project = _project.AddDocument(NameOf(i), source, filePath: NameOf(i)).Project;
        _diagnostics = new(() => Diagnostics(_project));
    }

    /// <summary>The titles that are offered for a file.</summary>
    public async Task<IReadOnlyList<string>> Titles(int file = 0) => [.. (await Offers(file)).Select(offer => offer.Action.Title)];

    /// <summary>A file after the fix of that title.</summary>
    public async Task<string> Apply(string title, int file = 0)
    {
        var offer = (await Offers(file)).First(offer => offer.Action.Title == title);
        return await Result(offer.Action, file);
    }

    /// <summary>A file after all fixes of the kind that has a title.</summary>
    public async Task<string> ApplyAll(string title, int file = 0)
    {
        var offer = (await Offers(file)).First(offer => offer.Action.Title == title);
        var context = new FixAllContext(
            Document(file), offer.Provider, FixAllScope.Document, offer.Action.EquivalenceKey!, offer.Provider.FixableDiagnosticIds, new Source(), CancellationToken.None);
        return await Result((await offer.Provider.GetFixAllProvider()!.GetFixAsync(context))!, file);
    }

    private static string NameOf(int file) => $"Source{file}.cs";

    private Document Document(int file) => _project.Documents.ElementAt(file);

    private async Task<IReadOnlyList<(CodeAction Action, CodeFixProvider Provider)>> Offers(int file)
    {
        var offers = new List<(CodeAction, CodeFixProvider)>();
        foreach (var diagnostic in (await _diagnostics.Value)[NameOf(file)])
        {
            foreach (var provider in Providers.Where(provider => provider.FixableDiagnosticIds.Contains(diagnostic.Id)))
                await provider.RegisterCodeFixesAsync(new CodeFixContext(Document(file), diagnostic, (action, _) => offers.Add((action, provider)), CancellationToken.None));
        }

        return offers;
    }

    private async Task<string> Result(CodeAction action, int file)
    {
        var operations = await action.GetOperationsAsync(CancellationToken.None);
        var changed = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution.GetDocument(Document(file).Id)!;
        return (await changed.GetTextAsync()).ToString();
    }

    private static async Task<ILookup<string, Diagnostic>> Diagnostics(Project project)
    {
        var compilation = (await project.GetCompilationAsync())!;
        var analyzed = await compilation.WithAnalyzers([new ModuleAnalyzer()]).GetAnalyzerDiagnosticsAsync();
        return analyzed.Concat(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error))
            .ToLookup(diagnostic => diagnostic.Location.SourceTree!.FilePath);
    }

    /// <summary>The diagnostics that are fixed together.</summary>
    private sealed class Source : FixAllContext.DiagnosticProvider
    {
        public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            (await Diagnostics(project)).SelectMany(diagnostics => diagnostics);

        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            (await Diagnostics(document.Project))[document.Name];

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
