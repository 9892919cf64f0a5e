namespace Workflow.Compiled;

/// <summary>A tensor in a safetensors file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its element type as the file has it, for example <c>F32</c>.</param>
/// <param name="Dimensions">The lengths of its axes; empty for a single number.</param>
/// <param name="Begin">Where its bytes start, counted from the end of the header.</param>
/// <param name="End">Where its bytes end.</param>
public sealed record SafetensorsEntry(string Name, string Type, IReadOnlyList<long> Dimensions, long Begin, long End)
{
    /// <summary>Whether the tensor has a shape.</summary>
    public bool HasShape(Shape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        return Dimensions.SequenceEqual(shape.Select(length => (long)length));
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Name} {Type} [{string.Join(", ", Dimensions)}]";
}
