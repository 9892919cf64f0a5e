using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Workflow.Compiled.Generators.Incremental;

/// <summary>
/// Fingerprints of everything in files but the bodies of methods: of all that can change the meaning of code in other files. Each file is looked at
/// once, however often its project is edited.
/// </summary>
internal static class Declarations
{
    private const ulong Offset = 14695981039346656037, Prime = 1099511628211;

    private static readonly ConditionalWeakTable<SyntaxTree, StrongBox<ulong>> OfTrees = new();
    private static readonly ConditionalWeakTable<Compilation, StrongBox<ulong>> OfCompilations = new();

    /// <summary>The fingerprint of all files of a compilation.</summary>
    public static ulong Fingerprint(Compilation compilation, CancellationToken cancellation)
    {
        if (OfCompilations.TryGetValue(compilation, out var known))
            return known.Value;
        ulong sum = 0;
        foreach (var tree in compilation.SyntaxTrees)
            sum = unchecked(sum + Fingerprint(tree, cancellation));
        return OfCompilations.GetValue(compilation, _ => new StrongBox<ulong>(sum)).Value;
    }

    private static ulong Fingerprint(SyntaxTree tree, CancellationToken cancellation)
    {
        if (OfTrees.TryGetValue(tree, out var known))
            return known.Value;
        var text = tree.GetText(cancellation);
        var hash = Add(Offset, tree.FilePath);
        var start = 0;
        foreach (var body in tree.GetRoot(cancellation).DescendantNodes(HoldsMembers).Select(BodyOf).OfType<SyntaxNode>())
        {
            hash = Add(hash, text.ToString(TextSpan.FromBounds(start, body.SpanStart)));
            start = body.Span.End;
        }

        hash = Add(hash, text.ToString(TextSpan.FromBounds(start, text.Length)));
        return OfTrees.GetValue(tree, _ => new StrongBox<ulong>(hash)).Value;
    }

    private static bool HoldsMembers(SyntaxNode node) =>
        node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax or BasePropertyDeclarationSyntax or AccessorListSyntax;

    private static SyntaxNode? BodyOf(SyntaxNode node) => node switch
    {
        BaseMethodDeclarationSyntax method => (SyntaxNode?)method.Body ?? method.ExpressionBody,
        AccessorDeclarationSyntax accessor => (SyntaxNode?)accessor.Body ?? accessor.ExpressionBody,
        _ => null,
    };

    private static ulong Add(ulong hash, string text)
    {
        foreach (var letter in text)
            hash = unchecked((hash ^ letter) * Prime);
        return unchecked((hash ^ 0xFFFF) * Prime);
    }
}
