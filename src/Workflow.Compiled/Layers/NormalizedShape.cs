namespace Workflow.Compiled;

/// <summary>The last axes, which a normalisation runs over.</summary>
internal static class NormalizedShape
{
    /// <summary>A copy of the lengths.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A length is less than 1.</exception>
    public static int[] Check(int[] normalizedShape)
    {
        ArgumentNullException.ThrowIfNull(normalizedShape);
        if (normalizedShape.Length == 0)
            throw new ArgumentException("a normalisation runs over at least one axis", nameof(normalizedShape));
        foreach (var length in normalizedShape)
            ArgumentOutOfRangeException.ThrowIfLessThan(length, 1, nameof(normalizedShape));
        return [.. normalizedShape];
    }
}
