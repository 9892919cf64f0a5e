namespace Workflow.Compiled;

/// <summary>A file belongs to another model: its tensors are not the model's parameters.</summary>
public sealed class StateDictException : IOException
{
    internal StateDictException(string path, string model, StateDictDifferences differences)
        : base($"'{path}' does not fit {model}; {differences}") => Differences = differences;

    /// <summary>All of them.</summary>
    public StateDictDifferences Differences { get; }
}
