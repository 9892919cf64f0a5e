using Microsoft.CodeAnalysis;
using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Frontend;

/// <summary>A <c>[Shape]</c> of a custom operator: lengths, and before them with <c>"..."</c> any number of axes.</summary>
/// <param name="HasRest">Whether any axes may come first.</param>
/// <param name="Lengths">The last lengths.</param>
internal sealed record ShapePattern(bool HasRest, EquatableArray<Dimension> Lengths)
{
    /// <summary>The names that occur.</summary>
    public IEnumerable<string> Names => Lengths.SelectMany(length => length.Symbols);

    /// <summary>The pattern; null where an element is neither a length of at least 1 nor an expression of names.</summary>
    public static ShapePattern? Read(AttributeData attribute)
    {
        var elements = ShapeReader.Elements(attribute).ToArray();
        var hasRest = elements.Length > 0 && elements[0].Value is "...";
        var lengths = elements.Skip(hasRest ? 1 : 0).Select(ShapeReader.Length).ToArray();
        return lengths.Any(length => length is null) ? null : new ShapePattern(hasRest, lengths.Select(length => length!).ToEquatableArray());
    }

    /// <inheritdoc/>
    public override string ToString() => $"[{string.Join(", ", (HasRest ? ["..."] : Array.Empty<string>()).Concat(Lengths.Select(length => length.ToString())))}]";
}
