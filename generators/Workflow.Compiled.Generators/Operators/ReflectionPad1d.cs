namespace Workflow.Compiled.Generators.Operators;

/// <summary>The elements in reverse order on both sides of the last axis.</summary>
internal sealed class ReflectionPad1d() : PadLayerOperator("ReflectionPad1d", "Reflect", axes: 1);
