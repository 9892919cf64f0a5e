namespace Workflow.Compiled.Generators.Operators;

/// <summary>The elements in reverse order on both sides of the last two axes.</summary>
internal sealed class ReflectionPad2d() : PadLayerOperator("ReflectionPad2d", "Reflect", axes: 2);
