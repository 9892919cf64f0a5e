namespace Workflow.Compiled.Generators.Operators;

/// <summary>Dropout of whole channels of images.</summary>
internal sealed class Dropout2d() : ChannelDropoutOperator("Dropout2d", "images [batch, channels, height, width]", rank: 4);
