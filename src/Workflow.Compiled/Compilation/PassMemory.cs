using System.Globalization;

namespace Workflow.Compiled;

/// <summary>The memory of a pass for the largest lengths that it was made for.</summary>
/// <param name="ArenaBytes">The arena, in which values share memory whose lives do not overlap.</param>
/// <param name="UnsharedBytes">What all saved and temporary values take together, if none shared memory.</param>
public readonly record struct PassMemory(long ArenaBytes, long UnsharedBytes)
{
    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{ArenaBytes:N0} bytes ({UnsharedBytes:N0} if nothing were shared)");
}
