using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>Ones, in any shape.</summary>
internal sealed class Ones() : FilledOperator("Ones")
{
    protected override float Number(Attributes attributes) => 1;
}
