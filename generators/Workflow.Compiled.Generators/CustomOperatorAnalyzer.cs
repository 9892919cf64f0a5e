using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Workflow.Compiled.Generators.Diagnostics;
using Workflow.Compiled.Generators.Frontend;

namespace Workflow.Compiled.Generators;

/// <summary>Reports, while the user types, what does not fit in the declaration of a custom operator.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CustomOperatorAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.CustomOperator];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(Analyze, SymbolKind.Method);
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        var method = (IMethodSymbol)context.Symbol;
        if (KnownTypes.CustomOperatorOf(method) is null)
            return;
        var errors = new ErrorList();
        CustomOperatorReader.Read(method, errors, context.CancellationToken);
        foreach (var error in errors.All)
            context.ReportDiagnostic(error);
    }
}
