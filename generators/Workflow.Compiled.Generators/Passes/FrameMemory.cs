using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Passes;

/// <summary>What one use of a module hands to the frame around it, in floats, as functions of the module's symbols.</summary>
/// <param name="Forward">What lives only in its forward pass.</param>
/// <param name="Saved">What lives from its forward pass to its backward pass.</param>
/// <param name="Backward">What lives only in its backward pass.</param>
/// <param name="Unshared">What all values take together, if none shared memory.</param>
internal sealed record FrameMemory(Dimension Forward, Dimension Saved, Dimension Backward, Dimension Unshared)
{
    /// <summary>All symbols that it mentions.</summary>
    public IEnumerable<string> Symbols => new[] { Forward, Saved, Backward, Unshared }.SelectMany(length => length.Symbols);

    /// <summary>The same in terms of a caller.</summary>
    public FrameMemory Substitute(Func<string, Dimension?> symbol) =>
        new(Forward.Substitute(symbol), Saved.Substitute(symbol), Backward.Substitute(symbol), Unshared.Substitute(symbol));
}
