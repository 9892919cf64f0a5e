namespace Workflow.Compiled.Generators.Operators;

/// <summary>A weight that slides over images.</summary>
internal sealed class Conv2d() : SlidingOperator("Conv2d", axes: 2);
