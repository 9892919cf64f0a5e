namespace Workflow.Compiled.Generators.Operators;

/// <summary>A number on both sides of the last axis.</summary>
internal sealed class ConstantPad1d() : PadLayerOperator("ConstantPad1d", "Constant", axes: 1);
