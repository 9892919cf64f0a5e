namespace Workflow.Compiled.Generators.Operators;

/// <summary>The elements of the other border on both sides of the last axis.</summary>
internal sealed class CircularPad1d() : PadLayerOperator("CircularPad1d", "Circular", axes: 1);
