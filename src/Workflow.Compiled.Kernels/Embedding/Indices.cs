namespace Workflow.Compiled.Kernels;

/// <summary>Arrays of class numbers, tokens and places.</summary>
public static class Indices
{
    /// <summary>destination = source</summary>
    /// <param name="source">The indices.</param>
    /// <param name="destination">As many.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Copy(ReadOnlySpan<int> source, Span<int> destination)
    {
        if (source.Length != destination.Length)
            throw new ArgumentException($"{source.Length} indices cannot be copied to {destination.Length} places.", nameof(destination));
        source.CopyTo(destination);
    }
}
