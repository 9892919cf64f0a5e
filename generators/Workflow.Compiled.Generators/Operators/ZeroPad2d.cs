namespace Workflow.Compiled.Generators.Operators;

/// <summary>Zeros on both sides of the last two axes.</summary>
internal sealed class ZeroPad2d() : PadLayerOperator("ZeroPad2d", "Constant", axes: 2);
