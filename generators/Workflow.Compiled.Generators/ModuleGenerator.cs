using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Workflow.Compiled.Generators.Emission;
using Workflow.Compiled.Generators.Frontend;
using Workflow.Compiled.Generators.Incremental;

namespace Workflow.Compiled.Generators;

/// <summary>Compiles every class that is marked <c>[CompiledModule]</c>, and writes a gradient check for every method that is marked <c>[CustomOperator]</c>. Errors are reported by <see cref="ModuleAnalyzer"/>.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class ModuleGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var models = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                KnownTypes.CompiledModuleAttribute,
                (node, _) => node is ClassDeclarationSyntax,
                (match, cancellation) => Readings.Read((INamedTypeSymbol)match.TargetSymbol, match.SemanticModel, cancellation))
            .WithTrackingName(TrackingNames.Read)
            .Where(model => model is not null)
            .WithTrackingName(TrackingNames.Models);

        var checks = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                KnownTypes.CustomOperatorAttribute,
                (node, _) => node is MethodDeclarationSyntax,
                (match, cancellation) => CustomCheckReader.Read((IMethodSymbol)match.TargetSymbol, cancellation))
            .WithTrackingName(TrackingNames.ReadChecks)
            .Where(check => check is not null)
            .WithTrackingName(TrackingNames.Checks);

        context.RegisterSourceOutput(checks, (output, check) => output.AddSource(check!.HintName, CustomCheckEmitter.Emit(check)));
        context.RegisterSourceOutput(models, (output, model) => output.AddSource(model!.HintName, ModuleEmitter.Emit(model)));
    }
}
