namespace Workflow.Compiled.Generators.Operators;

/// <summary>A weight that slides over volumes.</summary>
internal sealed class Conv3d() : SlidingOperator("Conv3d", axes: 3);
