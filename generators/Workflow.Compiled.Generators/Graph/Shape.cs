namespace Workflow.Compiled.Generators.Graphs;

/// <summary>The lengths of a tensor's axes.</summary>
public sealed record Shape(EquatableArray<Dimension> Dimensions)
{
    /// <summary>The number of axes.</summary>
    public int Rank => Dimensions.Count;

    /// <summary>The length of an axis.</summary>
    public Dimension this[int axis] => Dimensions[axis];

    /// <summary>The number of elements.</summary>
    public Dimension ElementCount => Dimensions.Aggregate((Dimension)1, (product, length) => product * length);

    /// <summary>A shape from its lengths.</summary>
    public static Shape Of(params Dimension[] dimensions) => new(dimensions.ToEquatableArray());

    /// <inheritdoc/>
    public override string ToString() => $"[{string.Join(", ", Dimensions)}]";
}
