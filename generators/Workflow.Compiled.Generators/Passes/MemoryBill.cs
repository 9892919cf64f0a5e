using System.Globalization;
using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Passes;

/// <summary>What a pass takes, in bytes, as a function of the lengths: values are laid out for the actual ones at run time, here for one example (<see cref="MemoryTable"/>).</summary>
/// <param name="Arena">The arena, in which values share memory whose lives do not overlap.</param>
/// <param name="Unshared">What all saved and temporary values take together, if none shared memory.</param>
public sealed record MemoryBill(Dimension Arena, Dimension Unshared)
{
    /// <summary>The length of every axis and the value of every constructor's argument for which values are laid out. A multiple of 16, so that no length is rounded to whole cache lines.</summary>
    public const int Example = 16;

    /// <summary>What each further sample of a batch adds to the arena; null where it depends on more than the batch.</summary>
    public long? BytesPerSample => Slope(Arena);

    /// <summary>What of the arena does not depend on the batch; null where it depends on other lengths.</summary>
    public long? FixedBytes => BytesPerSample is { } perSample ? Arena.Evaluate(_ => Example) - (Example * perSample) : null;

    /// <summary>What each sample would add if no two values shared memory; null where it depends on more than the batch.</summary>
    public long? UnsharedBytesPerSample => Slope(Unshared);

    public override string ToString()
    {
        var share = Share is { } percent ? $": {percent} %" : "";
        if (BytesPerSample is not { } perSample || UnsharedBytesPerSample is not { } unshared)
            return $"{Arena} bytes ({Unshared} if nothing were shared{share} where each of them is {Example})";
        var fixedPart = FixedBytes is 0 or null ? "" : $" + {Number(FixedBytes.Value)}";
        return $"{Number(perSample)} bytes a sample{fixedPart}{(unshared == perSample ? "" : $" ({Number(unshared)} if nothing were shared{share})")}";
    }

    private long? Share => Unshared.Evaluate(_ => Example) is > 0 and var unshared ? (100 * Arena.Evaluate(_ => Example) + (unshared / 2)) / unshared : null;

    private static long? Slope(Dimension bytes)
    {
        if (bytes.Symbols.Skip(1).Any())
            return null;
        long At(int multiple) => bytes.Evaluate(_ => multiple * Example);
        var growth = At(2) - At(1);
        return At(4) - At(2) == 2 * growth ? growth / Example : null;
    }

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
