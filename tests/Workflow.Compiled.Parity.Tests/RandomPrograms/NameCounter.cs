namespace Workflow.Compiled.Parity.Tests;

/// <summary>Makes names that no two things of a program share.</summary>
internal sealed class NameCounter
{
    private int _next = 1;

    /// <summary>A name that begins like this.</summary>
    public string Next(string stem) => $"{stem}{_next++}";
}
