namespace Workflow.Compiled.Generators.Operators;

/// <summary>The variance over chosen axes.</summary>
internal sealed class Var() : VarianceOperator("Var", new("{variance}", "{variance}"), new("{dy}", "{dy}"));
