namespace Workflow.Compiled;

/// <summary>What an input of <c>Forward</c> looks like.</summary>
/// <param name="name">What the user calls it.</param>
/// <param name="isIndex">Whether its elements are indices.</param>
/// <param name="isImages">Whether it is images [batch, channels, height, width] that the frame takes with the channels of a pixel side by side.</param>
/// <param name="lengths">Its shape.</param>
public sealed class PassInputShape(string name, bool isIndex, bool isImages, params PassLength[] lengths)
{
    /// <summary>Describes an input that the frame takes as the user has it.</summary>
    /// <param name="name">What the user calls it.</param>
    /// <param name="isIndex">Whether its elements are indices.</param>
    /// <param name="lengths">Its shape.</param>
    public PassInputShape(string name, bool isIndex, params PassLength[] lengths)
        : this(name, isIndex, isImages: false, lengths)
    {
    }

    /// <summary>What the user calls it.</summary>
    public string Name => name;

    /// <summary>Whether its elements are indices.</summary>
    public bool IsIndex => isIndex;

    /// <summary>Whether the frame takes it with the channels of a pixel side by side.</summary>
    public bool IsImages => isImages;

    /// <summary>Its shape.</summary>
    public IReadOnlyList<PassLength> Lengths => lengths;

    /// <inheritdoc/>
    public override string ToString() => $"[{string.Join(", ", lengths)}]";
}
