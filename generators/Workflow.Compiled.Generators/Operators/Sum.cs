namespace Workflow.Compiled.Generators.Operators;

/// <summary>The sum over chosen axes.</summary>
internal sealed class Sum() : SumOperator("Sum", new("{dy}", "{dy}"));
