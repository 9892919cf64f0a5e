using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Operators;

/// <summary>One number, in any shape.</summary>
internal sealed class Full() : FilledOperator("Full")
{
    protected override float Number(Attributes attributes) => attributes.Real("value");
}
