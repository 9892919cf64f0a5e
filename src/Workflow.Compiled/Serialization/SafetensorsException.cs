namespace Workflow.Compiled;

/// <summary>A file breaks a rule of the safetensors format.</summary>
public sealed class SafetensorsException : IOException
{
    internal SafetensorsException(SafetensorsErrorKind kind, long offset, string message, Exception? innerException = null)
        : base(FormattableString.Invariant($"{message} (at byte {offset})"), innerException) => (Kind, Offset) = (kind, offset);

    /// <summary>The rule.</summary>
    public SafetensorsErrorKind Kind { get; }

    /// <summary>Where in the file, in bytes from its start.</summary>
    public long Offset { get; }
}
