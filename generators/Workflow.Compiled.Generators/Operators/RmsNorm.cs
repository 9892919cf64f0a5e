namespace Workflow.Compiled.Generators.Operators;

/// <summary>x / √(mean of x² + eps) · weight over the last axes.</summary>
internal sealed class RmsNorm() : NormOperator("RmsNorm", isCentered: false);
