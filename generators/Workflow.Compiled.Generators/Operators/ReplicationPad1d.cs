namespace Workflow.Compiled.Generators.Operators;

/// <summary>The element at the border on both sides of the last axis.</summary>
internal sealed class ReplicationPad1d() : PadLayerOperator("ReplicationPad1d", "Replicate", axes: 1);
