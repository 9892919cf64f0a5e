namespace Workflow.Compiled.Generators.Graphs;

/// <summary>A number is needed while compiling that is known only later.</summary>
/// <param name="number">The number, as readers know it.</param>
public sealed class NotConstantException(string number) : InvalidOperationException($"{number} is not known while compiling")
{
    /// <summary>The number, as readers know it.</summary>
    public string Number => number;
}
