namespace Workflow.Compiled;

/// <summary>How the tensors of a file differ from the parameters of a model.</summary>
/// <param name="Missing">Parameters that the file lacks.</param>
/// <param name="Unexpected">Tensors that the model lacks.</param>
/// <param name="Mismatched">For tensors of another shape or type: the name, what the model has, and what the file has.</param>
public sealed record StateDictDifferences(
    IReadOnlyList<string> Missing, IReadOnlyList<string> Unexpected, IReadOnlyList<string> Mismatched)
{
    /// <summary>Whether there are none.</summary>
    public bool IsEmpty => Missing.Count + Unexpected.Count + Mismatched.Count == 0;

    /// <inheritdoc/>
    public override string ToString() => string.Join("; ", new[]
    {
        ("missing", Missing), ("unexpected", Unexpected), ("mismatched", Mismatched),
    }.Where(part => part.Item2.Count > 0).Select(part => $"{part.Item1}: {string.Join(", ", part.Item2)}"));
}
