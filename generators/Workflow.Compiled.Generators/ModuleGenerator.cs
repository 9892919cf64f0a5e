using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Workflow.Compiled.Generators.Emission;
using Workflow.Compiled.Generators.Frontend;
using Workflow.Compiled.Generators.Incremental;
using Workflow.Compiled.Generators.Passes;

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

        var compiled = models.Select((model, _) => Pipeline.Run(model!)).WithTrackingName(TrackingNames.Compiled);
        var memories = compiled.Collect().Select((all, _) => MemoryTable.Of(all)).WithTrackingName(TrackingNames.Memories);
        var printed = compiled.Combine(memories).Select((pair, _) => pair.Left.With(pair.Right)).WithTrackingName(TrackingNames.Printed);

        var checks = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                KnownTypes.CustomOperatorAttribute,
                (node, _) => node is MethodDeclarationSyntax,
                (match, cancellation) => CustomCheckReader.Read((IMethodSymbol)match.TargetSymbol, cancellation))
            .WithTrackingName(TrackingNames.ReadChecks)
            .Where(check => check is not null)
            .WithTrackingName(TrackingNames.Checks);

        context.RegisterSourceOutput(checks, (output, check) => output.AddSource(check!.HintName, CustomCheckEmitter.Emit(check)));
        context.RegisterSourceOutput(printed, (output, model) => output.AddSource(model.Module.HintName, ModuleEmitter.Emit(model)));
    }
}
