namespace Workflow.Compiled.Generators.Operators;

/// <summary>Zeros on both sides of the last axis.</summary>
internal sealed class ZeroPad1d() : PadLayerOperator("ZeroPad1d", "Constant", axes: 1);
