namespace Workflow.Compiled.Generators.Operators;

/// <summary>The largest element over chosen axes; NaN where there is one.</summary>
internal sealed class Max() : ExtremeOperator("Max");
