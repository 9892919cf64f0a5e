using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Incremental;

/// <summary>What a class was read as, and from what.</summary>
/// <param name="Model">The model; null for a class with errors.</param>
/// <param name="Declarations">The fingerprint of all declarations of the project.</param>
/// <param name="Consulted">The files in which bodies of methods were read.</param>
/// <param name="References">The assemblies that the project refers to.</param>
/// <param name="Options">How it is compiled.</param>
internal sealed record Reading(
    ModuleModel? Model,
    ulong Declarations,
    IReadOnlyCollection<SyntaxTree> Consulted,
    ImmutableArray<MetadataReference> References,
    CompilationOptions Options)
{
    /// <summary>Whether the class means the same in a compilation.</summary>
    public bool IsValidIn(Compilation compilation, ulong declarations) =>
        Declarations == declarations
        && Consulted.All(compilation.ContainsSyntaxTree)
        && (References == compilation.ExternalReferences || References.SequenceEqual(compilation.ExternalReferences))
        && Options.Equals(compilation.Options);
}
