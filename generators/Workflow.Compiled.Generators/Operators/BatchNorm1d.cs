namespace Workflow.Compiled.Generators.Operators;

/// <summary>Batch normalisation of rows or of sequences.</summary>
internal sealed class BatchNorm1d() : BatchNormOperator("BatchNorm1d", "[batch, channels] or [batch, channels, length]", 2, 3);
