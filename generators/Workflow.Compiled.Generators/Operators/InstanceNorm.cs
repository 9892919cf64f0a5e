namespace Workflow.Compiled.Generators.Operators;

/// <summary>Normalisation of each channel.</summary>
internal sealed class InstanceNorm() : InstanceNormOperator("InstanceNorm", rank: 0);
