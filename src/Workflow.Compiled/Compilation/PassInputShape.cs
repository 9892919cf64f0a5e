namespace Workflow.Compiled;

/// <summary>What an input of <c>Forward</c> looks like.</summary>
/// <param name="name">What the user calls it.</param>
/// <param name="isIndex">Whether its elements are indices.</param>
/// <param name="lengths">Its shape.</param>
public sealed class PassInputShape(string name, bool isIndex, params PassLength[] lengths)
{
    /// <summary>What the user calls it.</summary>
    public string Name => name;

    /// <summary>Whether its elements are indices.</summary>
    public bool IsIndex => isIndex;

    /// <summary>Its shape.</summary>
    public IReadOnlyList<PassLength> Lengths => lengths;

    /// <inheritdoc/>
    public override string ToString() => $"[{string.Join(", ", lengths)}]";
}
