namespace Workflow.Compiled.Generators.Graphs;

/// <summary>A number is needed where a dimension still has symbols.</summary>
/// <param name="dimension">The dimension.</param>
public sealed class NotConstantException(Dimension dimension) : InvalidOperationException($"{dimension} is not known while compiling")
{
    /// <summary>The dimension.</summary>
    public Dimension Dimension => dimension;
}
