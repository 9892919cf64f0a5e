using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Workflow.Compiled.Generators.Diagnostics;
using Workflow.Compiled.Generators.Frontend;

namespace Workflow.Compiled.Generators;

/// <summary>Reports, while the user types, what keeps a class from being compiled.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ModuleAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [.. Descriptors.All];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSyntaxNodeAction(Analyze, SyntaxKind.ClassDeclaration);
    }

    private static void Analyze(SyntaxNodeAnalysisContext context)
    {
        var declaration = (ClassDeclarationSyntax)context.Node;
        if (declaration.AttributeLists.Count == 0 || context.SemanticModel.GetDeclaredSymbol(declaration, context.CancellationToken) is not { } type)
            return;
        var mark = type.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass?.ToDisplayString() == KnownTypes.CompiledModuleAttribute);
        // A class in several parts is read once, from the part that carries the mark.
        if (mark?.ApplicationSyntaxReference is not { } reference || !declaration.AttributeLists.Any(list => list.Span.Contains(reference.Span) && list.SyntaxTree == reference.SyntaxTree))
            return;
        foreach (var diagnostic in ModuleReader.Read(type, tree => Model(context, tree), context.CancellationToken).Diagnostics)
            context.ReportDiagnostic(diagnostic);
    }

#pragma warning disable RS1030 // The parts of a class in other files have no model in the context.
    private static SemanticModel Model(SyntaxNodeAnalysisContext context, SyntaxTree tree) =>
        tree == context.SemanticModel.SyntaxTree ? context.SemanticModel : context.Compilation.GetSemanticModel(tree);
#pragma warning restore RS1030
}
