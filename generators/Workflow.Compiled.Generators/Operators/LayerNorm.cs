namespace Workflow.Compiled.Generators.Operators;

/// <summary>(x − mean) / √(variance + eps) · weight + bias over the last axes.</summary>
internal sealed class LayerNorm() : NormOperator("LayerNorm", isCentered: true);
