using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>Zeros, in any shape.</summary>
internal sealed class Zeros() : FilledOperator("Zeros")
{
    protected override float Number(Attributes attributes) => 0;
}
