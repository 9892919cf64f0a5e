namespace Workflow.Compiled.Generators.Operators;

/// <summary>The elements of the other border on both sides of the last two axes.</summary>
internal sealed class CircularPad2d() : PadLayerOperator("CircularPad2d", "Circular", axes: 2);
