namespace Workflow.Compiled.Generators.Operators;

/// <summary>The mean over chosen axes.</summary>
internal sealed class Mean() : SumOperator("Mean", new("{dy} / {count}", "{dy} / {count}"));
