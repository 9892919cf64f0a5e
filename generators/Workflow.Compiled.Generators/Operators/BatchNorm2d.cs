namespace Workflow.Compiled.Generators.Operators;

/// <summary>Batch normalisation of images.</summary>
internal sealed class BatchNorm2d() : BatchNormOperator("BatchNorm2d", "images [batch, channels, height, width]", 4);
