using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Frontend;

/// <summary>A tensor while <c>Forward</c> is traced.</summary>
/// <param name="Value">The value of the graph.</param>
/// <param name="Source">How the user wrote it.</param>
internal sealed record Traced(Value Value, string Source);
