using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Emission;

/// <summary>Prints pointwise regions as <c>file readonly ref struct</c>s.</summary>
internal sealed class RegionEmitter(StructTable structs, FrameClass frame, Places places)
{
    private Schedule Schedule => frame.Schedule;

    /// <summary>The expression that creates the region's struct, printing the struct where it is new.</summary>
    /// <param name="name">The name for a new struct.</param>
    /// <param name="region">The region.</param>
    /// <param name="product">For an epilogue, the id of the matrix product; null for a map.</param>
    public string Create(string name, Region region, int? product)
    {
        var code = new LaneCode(Schedule, frame.Symbols, region.FirstOfRow, region.Targets);
        var stored = SideResults(region, product).ToArray();
        var signature = product is null ? "void Invoke<V>(nint row, nint column)" : $"V Invoke<V>(V {code.Name(product.Value)}, nint row, nint column)";
        return Create(name, product is null ? "IMap" : "IEpilogue", region, stored, code, signature, writer =>
        {
            if (product is { } raw && stored.Contains(raw))
                writer.Line(code.Store(raw, raw));
            WriteStatements(writer, region, stored, code, product is null ? null : region.Result);
        });
    }

    /// <summary>The same for a region whose values are summed.</summary>
    public string CreatePhase(string name, Region region, EquatableArray<RegionSum> sums)
    {
        var code = new LaneCode(Schedule, frame.Symbols, region.FirstOfRow, region.Targets);
        var isPair = sums.Count == 2;
        return Create(name, isPair ? "IRowPhasePair" : "IRowPhase", region, [.. region.Results], code, $"V Invoke<V>(nint row, nint column{(isPair ? ", out V second" : "")})", writer =>
        {
            WriteStatements(writer, region, [.. region.Results], code, returned: null);
            if (isPair)
                writer.Line($"second = {code.Name(sums[1].Source)};");
            writer.Line($"return {code.Name(sums[0].Source)};");
        });
    }

    private string Create(string name, string contract, Region region, int[] stored, LaneCode code, string signature, Action<SourceWriter> body)
    {
        StructMember[] members =
        [
            .. region.Operands.Select(operand => new StructMember(Names.ReadOnlySpan, code.Property(operand.Value), places.Read(operand.Root))),
            .. stored.Select(result => new StructMember(Names.Span, code.Property(result), places.Write(result))),
            .. LaneCode.Sites(region.Statements).Select(LaneCode.KeyMember),
            .. code.Lengths(Mentioned(region)),
        ];
        var writer = new SourceWriter();
        StructMember.Declare(writer, members);
        LaneCode.WriteInvoke(writer, signature);
        using (writer.Block())
            body(writer);
        return StructMember.Create(structs.NameOf(name, contract, writer.ToString(), members), members);
    }

    private static void WriteStatements(SourceWriter writer, Region region, int[] stored, LaneCode code, int? returned)
    {
        foreach (var operand in region.Operands)
            writer.Line($"var {code.Name(operand.Value)} = {code.Load(operand)};");
        foreach (var statement in region.Statements)
        {
            if (statement.Value == returned)
                writer.Line($"return {code.Expression(statement)};");
            else
                writer.Line($"var {code.Name(statement.Value)} = {code.Expression(statement)};");
            if (stored.Contains(statement.Value))
                writer.Line(code.Store(statement.Value, statement.Value));
        }
    }

    /// <summary>Results that the region stores itself: all of a map, all but the main one of an epilogue.</summary>
    private static IEnumerable<int> SideResults(Region region, int? product) =>
        product is null ? region.Results : region.Results.Take(region.Results.Count - 1);

    /// <summary>What the region's indices and statements mention.</summary>
    private static IEnumerable<Dimension> Mentioned(Region region)
    {
        return region.Operands.SelectMany(operand => new[] { operand.RowOffset, operand.ColumnStride })
            .Concat(region.Statements.SelectMany(statement => statement.Operation.Dimensions))
            .Concat(region.Targets.Select(target => target.RowOffset))
            .Concat(region.Statements.Any(statement => statement.Operation.Site >= 0) ? [region.FirstOfRow] : []);
    }
}
