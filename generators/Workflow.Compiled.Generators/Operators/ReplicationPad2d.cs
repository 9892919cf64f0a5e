namespace Workflow.Compiled.Generators.Operators;

/// <summary>The element at the border on both sides of the last two axes.</summary>
internal sealed class ReplicationPad2d() : PadLayerOperator("ReplicationPad2d", "Replicate", axes: 2);
