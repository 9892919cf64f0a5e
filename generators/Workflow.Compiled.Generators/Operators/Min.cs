namespace Workflow.Compiled.Generators.Operators;

/// <summary>The smallest element over chosen axes; NaN where there is one.</summary>
internal sealed class Min() : ExtremeOperator("Min");
