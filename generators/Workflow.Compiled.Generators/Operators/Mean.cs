namespace Workflow.Compiled.Generators.Operators;

/// <summary>The mean over chosen axes.</summary>
internal sealed class Mean() : ReductionOperator("Mean", new("{dy} / {count}", "{dy} / {count}"));
