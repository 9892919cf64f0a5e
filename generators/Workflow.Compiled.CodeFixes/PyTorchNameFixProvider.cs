using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Workflow.Compiled.CodeFixes;

/// <summary>
/// Writes PyTorch's names as they are here, where C# does not know them: <c>relu(x)</c> and <c>torch.relu(x)</c> as <c>Relu(x)</c>, <c>x.flatten(1)</c> as
/// <c>x.Flatten(1)</c>, <c>new nn.Linear(8, 4)</c> as <c>new Linear(8, 4)</c>, and the call of a layer, <c>_hidden(x)</c>, as <c>_hidden.Forward(x)</c>.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PyTorchNameFixProvider))]
[Shared]
public sealed class PyTorchNameFixProvider : CodeFixProvider
{
    private const string NoSuchName = "CS0103";
    private const string NoSuchMember = "CS1061";
    private const string NoSuchStaticMember = "CS0117";
    private const string NoSuchType = "CS0246";
    private const string NotAMethod = "CS0149";
    private const string NotInvocable = "CS1955";
    private const string Functional = "Workflow.Compiled.Functional";
    private static readonly string[] Modules = ["torch", "F", "nn", "functional"];

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [NoSuchName, NoSuchMember, NoSuchStaticMember, NoSuchType, NotAMethod, NotInvocable];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root
            || await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false) is not { } model)
            return;
        foreach (var diagnostic in context.Diagnostics)
        {
            if (Change(root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true), model, context.CancellationToken) is not { } change)
                continue;
            var written = root.GetText().ToString(change.Span);
            var title = written.Length == 0 ? $"Insert {change.NewText}" : $"Write {change.NewText} for {written}";
            context.RegisterCodeFix(CodeAction.Create(title, cancellation => Apply(context.Document, change, cancellation), nameof(PyTorchNameFixProvider)), diagnostic);
        }
    }

    private static TextChange? Change(SyntaxNode node, SemanticModel model, CancellationToken cancellation)
    {
        if (node is not ExpressionSyntax expression)
            return null;
        if (expression.Parent is InvocationExpressionSyntax call && call.Expression == expression && IsLayer(model.GetTypeInfo(expression, cancellation).Type))
            return new TextChange(new TextSpan(expression.Span.End, 0), ".Forward");
        if (expression is not SimpleNameSyntax name)
            return null;
        return Modules.Contains(name.Identifier.ValueText) ? Unqualified(name, model) : Renamed(name, model, cancellation);
    }

    /// <summary><c>relu</c> or <c>x.flatten</c></summary>
    private static TextChange? Renamed(SimpleNameSyntax name, SemanticModel model, CancellationToken cancellation)
    {
        var type = name.Parent is MemberAccessExpressionSyntax access && access.Name == name
            ? TypeOf(access.Expression, model, cancellation)
            : model.Compilation.GetTypeByMetadataName(Functional);
        return type?.ContainingNamespace.ToDisplayString() == "Workflow.Compiled" && PyTorchNames.Find(type, name.Identifier.ValueText) is { } found
            ? new TextChange(name.Span, found)
            : null;
    }

    /// <summary><c>torch.relu</c>, <c>torch.nn.functional.relu</c>, <c>nn.Linear</c>: only what stands last matters.</summary>
    private static TextChange? Unqualified(SimpleNameSyntax module, SemanticModel model)
    {
        SyntaxNode qualified = module;
        var last = module;
        while (Next(qualified) is { } next)
            (qualified, last) = next;
        var text = last.Identifier.ValueText;
        var found = qualified is QualifiedNameSyntax
            ? model.Compilation.GetTypeByMetadataName($"Workflow.Compiled.{text}")?.Name
            : PyTorchNames.Find(model.Compilation.GetTypeByMetadataName(Functional), text);
        return found is null ? null : new TextChange(qualified.Span, found);
    }

    private static (SyntaxNode Whole, SimpleNameSyntax Last)? Next(SyntaxNode qualified) => qualified.Parent switch
    {
        MemberAccessExpressionSyntax access when access.Expression == qualified => (access, access.Name),
        QualifiedNameSyntax name when name.Left == qualified => (name, name.Right),
        _ => null,
    };

    private static ITypeSymbol? TypeOf(ExpressionSyntax expression, SemanticModel model, CancellationToken cancellation) =>
        model.GetTypeInfo(expression, cancellation).Type ?? model.GetSymbolInfo(expression, cancellation).Symbol as ITypeSymbol;

    private static bool IsLayer(ITypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (type.ToDisplayString() == "Workflow.Compiled.Module")
                return true;
        }

        return false;
    }

    private static async Task<Document> Apply(Document document, TextChange change, CancellationToken cancellation) =>
        document.WithText((await document.GetTextAsync(cancellation).ConfigureAwait(false)).WithChanges(change));
}
