namespace Workflow.Compiled.Generators.Graphs;

/// <summary>Lengths that a kernel is told as one argument, which checks them.</summary>
/// <param name="Type">The struct of the kernel library, such as <c>Conv2dShape</c>.</param>
/// <param name="Lengths">What its constructor is given.</param>
/// <param name="Flags">The parameters of its constructor that are true.</param>
public sealed record Geometry(string Type, EquatableArray<NamedLength> Lengths, EquatableArray<string> Flags)
{
    /// <summary>The method of the type that makes it; empty for the constructor.</summary>
    public string Factory { get; init; } = "";
}

/// <summary>A length by the name of the parameter that takes it.</summary>
/// <param name="Name">The name.</param>
/// <param name="Length">The length.</param>
public sealed record NamedLength(string Name, Dimension Length);
