namespace Workflow.Compiled.Generators.Operators;

/// <summary>A number on both sides of the last two axes.</summary>
internal sealed class ConstantPad2d() : PadLayerOperator("ConstantPad2d", "Constant", axes: 2);
