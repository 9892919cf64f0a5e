namespace Workflow.Compiled.Generators.Operators;

/// <summary>Normalisation of each channel of sequences.</summary>
internal sealed class InstanceNorm1d() : InstanceNormOperator("InstanceNorm1d", rank: 3);
