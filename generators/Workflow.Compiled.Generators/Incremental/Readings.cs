using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Workflow.Compiled.Generators.Frontend;
using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Incremental;

/// <summary>
/// Reads classes. The C# compiler asks for every class again after an edit of any file, because with any file its meaning can change; this looks whether it
/// can have changed, and reads only then: where the file of the class, a declaration anywhere, or a method that was looked into is another.
/// </summary>
internal static class Readings
{
    private static readonly ConditionalWeakTable<SyntaxTree, ConcurrentDictionary<string, Reading>> OfFiles = new();

    /// <summary>The model of a class; null for one with errors, the C# compiler's among them.</summary>
    /// <param name="type">The class.</param>
    /// <param name="model">The semantic model of the file that marks it.</param>
    /// <param name="cancellation">Stops the work when the editor has moved on.</param>
    public static ModuleModel? Read(INamedTypeSymbol type, SemanticModel model, CancellationToken cancellation)
    {
        // Half-typed code is a matter of the C# compiler until it is whole.
        if (type.DeclaringSyntaxReferences.Any(part => HasSyntaxErrors(part.GetSyntax(cancellation))))
            return null;
        var compilation = model.Compilation;
        var declarations = Declarations.Fingerprint(compilation, cancellation);
        var readings = OfFiles.GetOrCreateValue(model.SyntaxTree);
        var name = type.ToDisplayString();
        if (readings.TryGetValue(name, out var known) && known.IsValidIn(compilation, declarations))
            return known.Model;

        var consulted = new HashSet<SyntaxTree> { model.SyntaxTree };
        var read = ModuleReader.Read(type, Model, cancellation).Model;
        readings[name] = new Reading(read, declarations, consulted, compilation.ExternalReferences, compilation.Options);
        return read;

        SemanticModel Model(SyntaxTree tree)
        {
            consulted.Add(tree);
            return tree == model.SyntaxTree ? model : compilation.GetSemanticModel(tree);
        }
    }

    private static bool HasSyntaxErrors(SyntaxNode part) =>
        part.ContainsDiagnostics && part.GetDiagnostics().Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
}
