namespace Workflow.Compiled.Generators.Operators;

/// <summary>Normalisation of each channel of images.</summary>
internal sealed class InstanceNorm2d() : InstanceNormOperator("InstanceNorm2d", rank: 4);
