namespace Workflow.Compiled.Generators.Graphs;

/// <summary>A length that a frame knows by name.</summary>
/// <param name="Symbol">The symbol in dimensions, the text of an element of a list, or the definition of a real number.</param>
/// <param name="Name">An identifier in camelCase.</param>
/// <param name="Definition">The C# expression, over <c>model</c> and the index of a loop, that gives it; empty for one that the caller of the frame gives.</param>
/// <param name="IsReal">Whether it is no length but a real number, which is known when the model is made.</param>
public sealed record FrameSymbol(string Symbol, string Name, string Definition, bool IsReal = false)
{
    /// <summary>Its type in generated code.</summary>
    public string Type => IsReal ? "float" : "int";

    /// <summary>Whether it differs from call to call.</summary>
    public bool IsFree => Definition.Length == 0;

    /// <summary>The identifier of a symbol, or of an element of a list given by its text.</summary>
    public static string Identifier(string symbol)
    {
        var parts = symbol.Split(['.', '[', ']', ' ', '+', '-', '·', '*', '/', '%', '(', ')'], StringSplitOptions.RemoveEmptyEntries);
        return string.Concat(parts.Select((part, i) => (i == 0 ? char.ToLowerInvariant(part[0]) : char.ToUpperInvariant(part[0])) + part.Substring(1)));
    }
}

/// <summary>The lengths of a frame.</summary>
/// <param name="Items">The free ones in the order of the frame's arguments, then those that the model determines.</param>
/// <param name="Indices">In the body of a loop, the symbol that counts its turns, behind those of the loops around it.</param>
public sealed record FrameSymbols(EquatableArray<FrameSymbol> Items, EquatableArray<string> Indices)
{
    /// <summary>In the body of a loop, the symbol that counts the turns; else empty.</summary>
    public string Index => Indices.Count > 0 ? Indices[Indices.Count - 1] : "";

    /// <summary>All that dimensions may mention: the lengths, and what counts the turns.</summary>
    public IEnumerable<FrameSymbol> All => Items.Concat(Indices.Select(index => new FrameSymbol(index, index, "")));

    /// <summary>The identifiers.</summary>
    public IEnumerable<string> Names => All.Select(item => item.Name);

    /// <summary>The lengths that the caller gives.</summary>
    public IEnumerable<FrameSymbol> Free => Items.Where(item => item.IsFree);

    /// <summary>The lengths that the model determines.</summary>
    public IEnumerable<FrameSymbol> Fixed => Items.Where(item => !item.IsFree);

    /// <summary>The free lengths as dimensions.</summary>
    public EquatableArray<Dimension> FreeLengths => Free.Select(item => Dimension.Symbol(item.Symbol)).ToEquatableArray();

    /// <summary>The identifier of a symbol.</summary>
    public string NameOf(string symbol) => Items.FirstOrDefault(item => item.Symbol == symbol)?.Name ?? symbol;
}
