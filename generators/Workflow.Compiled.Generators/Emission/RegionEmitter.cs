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
        var code = new LaneCode(Schedule, frame.Symbols, region.ResultOffset);
        StructMember[] members =
        [
            .. region.Operands.Select(operand => new StructMember(Names.ReadOnlySpan, code.Property(operand.Value), places.Read(operand.Root))),
            .. SideResults(region, product).Select(result => new StructMember(Names.Span, code.Property(result), places.Write(result))),
            .. LaneCode.Sites(region.Statements).Select(LaneCode.KeyMember),
            .. code.Lengths(Mentioned(region)),
        ];
        return StructMember.Create(structs.NameOf(name, product is null ? "IMap" : "IEpilogue", Body(region, product, members, code), members), members);
    }

    private static string Body(Region region, int? product, StructMember[] members, LaneCode code)
    {
        var writer = new SourceWriter();
        StructMember.Declare(writer, members);
        LaneCode.WriteInvoke(writer, product is null ? "void Invoke<V>(nint row, nint column)" : $"V Invoke<V>(V {code.Name(product.Value)}, nint row, nint column)");
        using (writer.Block())
            WriteStatements(writer, region, product, code);
        return writer.ToString();
    }

    private static void WriteStatements(SourceWriter writer, Region region, int? product, LaneCode code)
    {
        var stored = SideResults(region, product).ToArray();
        if (product is { } raw && stored.Contains(raw))
            writer.Line(code.Store(raw, raw));
        foreach (var operand in region.Operands)
            writer.Line($"var {code.Name(operand.Value)} = {code.Load(operand)};");
        foreach (var statement in region.Statements)
        {
            if (product is not null && statement.Value == region.Results[region.Results.Count - 1])
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
        var usesIndex = region.Statements.Any(statement => statement.Operation.Site >= 0) || region.Results.Count > 0;
        return region.Operands.SelectMany(operand => new[] { operand.RowOffset, operand.ColumnStride })
            .Concat(region.Statements.SelectMany(statement => statement.Operation.Dimensions))
            .Concat(usesIndex ? [region.ResultOffset] : []);
    }
}
