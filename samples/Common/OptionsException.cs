namespace Samples;

/// <summary>The command line is wrong; the message is for the user.</summary>
internal sealed class OptionsException(string message) : Exception(message);
