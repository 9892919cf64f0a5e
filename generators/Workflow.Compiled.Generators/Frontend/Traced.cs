using Microsoft.CodeAnalysis;
using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Frontend;

/// <summary>A tensor while <c>Forward</c> is traced.</summary>
/// <param name="Value">The value of the graph.</param>
/// <param name="Source">How the user wrote it.</param>
internal sealed record Traced(Value Value, string Source)
{
    /// <summary>The expression that gave it where it is used; null where there is none, as between the layers of a chain.</summary>
    public IOperation? Operation { get; init; }

    /// <summary>The shape, with the arithmetic where axes were joined: <c>[batch, 64·8·8 = 4096]</c>.</summary>
    public string ShapeText { get; init; } = Value.Shape.ToString();

    /// <summary>The same for what a flatten of this tensor gives.</summary>
    public string FlattenedText(Shape flattened)
    {
        var start = 0;
        while (start < flattened.Rank - 1 && flattened[start].Equals(Value.Shape[start]))
            start++;
        var joined = Value.Shape.Rank - flattened.Rank + 1;
        if (joined < 2)
            return flattened.ToString();
        var factors = string.Join("·", Value.Shape.Dimensions.Skip(start).Take(joined));
        return $"[{string.Join(", ", flattened.Dimensions.Select((length, axis) => axis == start ? $"{factors} = {length}" : length.ToString()))}]";
    }
}
