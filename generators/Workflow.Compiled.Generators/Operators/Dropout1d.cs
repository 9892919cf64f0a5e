namespace Workflow.Compiled.Generators.Operators;

/// <summary>Dropout of whole channels of sequences.</summary>
internal sealed class Dropout1d() : ChannelDropoutOperator("Dropout1d", "sequences [batch, channels, length]", rank: 3);
