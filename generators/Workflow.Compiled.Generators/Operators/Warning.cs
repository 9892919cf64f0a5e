using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>What is probably not meant, though it can be computed.</summary>
/// <param name="DiagnosticId">The diagnostic.</param>
/// <param name="Words">What happens.</param>
/// <param name="Cures">Changes of the source after which it would not.</param>
public sealed record Warning(string DiagnosticId, string Words, EquatableArray<Cure> Cures);
