using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;
using Workflow.Compiled.Generators.Diagnostics;

namespace Workflow.Compiled.CodeFixes;

/// <summary>Makes the changes that the compiler's diagnostics carry: it knows the right number, so nothing is worked out again here.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(EditFixProvider))]
[Shared]
public sealed class EditFixProvider : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [.. Descriptors.All.Select(descriptor => descriptor.Id)];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            foreach (var edit in Edit.Of(diagnostic))
            {
                if (context.Document.Project.Solution.GetDocument(edit.Place.SourceTree) is { } document)
                    context.RegisterCodeFix(CodeAction.Create(edit.Title, cancellation => Apply(document, edit, cancellation), $"{diagnostic.Id}.{edit.Kind}"), diagnostic);
            }
        }

        return Task.CompletedTask;
    }

    private static async Task<Solution> Apply(Document document, Edit edit, CancellationToken cancellation)
    {
        var text = await document.GetTextAsync(cancellation).ConfigureAwait(false);
        return document.WithText(text.WithChanges(new TextChange(edit.Place.SourceSpan, edit.Text))).Project.Solution;
    }
}
