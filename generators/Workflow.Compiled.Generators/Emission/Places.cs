using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Emission;

/// <summary>How a frame reaches its values in memory.</summary>
internal sealed class Places(Schedule schedule, FrameSymbols symbols)
{
    /// <summary>The span from which a value is read.</summary>
    public string Read(int value) => schedule.StorageOf(value).Kind == StorageKind.Parameter
        ? $"{Names.Member(schedule.Values[value].Access, symbols)}.Span"
        : Write(value);

    /// <summary>The span to which a value is written.</summary>
    public string Write(int value)
    {
        var storage = schedule.StorageOf(value);
        var named = schedule.Values[value];
        return storage.Kind switch
        {
            StorageKind.Caller => named.Name,
            StorageKind.Gradient => $"Gradient({Names.Member(schedule.Values[storage.Parameter].Access, symbols)})",
            StorageKind.Part => Inside(schedule.PartOf(value)!),
            StorageKind.Arena => $"{Slice(named.Element)}({Names.Field(named.Name)}, {Names.Length(named.Shape.ElementCount, symbols)})",
            _ => throw new InvalidOperationException($"{named.Name} is the model's and cannot be written"),
        };
    }

    /// <summary>The method that gives a value's memory in the arena.</summary>
    public static string Slice(ElementType element) => element switch
    {
        ElementType.Byte => "Bytes",
        ElementType.Index => "IndexSlice",
        _ => "Slice",
    };

    /// <summary>Where a part of a larger value lies, from its first element on.</summary>
    private string Inside(Part part)
    {
        var (whole, offset) = (Write(part.Whole), Names.Length(part.Offset, symbols));
        if (part.IsContiguous)
            return $"{whole}.Slice({offset}, {Names.Length(schedule.Values[part.Value].Shape.ElementCount, symbols)})";
        return part.Offset.Equals(0) ? whole : $"{whole}[({offset})..]";
    }

    /// <summary>The values of the caller that a step touches, in the order of their ids, and whether it writes them.</summary>
    public IEnumerable<(Value Value, bool IsWritten)> Borrowed(Step step) => step.Reads.Concat(step.Writes)
        .Select(schedule.OwnerOf)
        .Distinct()
        .Where(value => schedule.StorageOf(value).Kind == StorageKind.Caller)
        .OrderBy(value => value)
        .Select(value => (schedule.Values[value], step.Writes.Select(schedule.OwnerOf).Contains(value)));
}
