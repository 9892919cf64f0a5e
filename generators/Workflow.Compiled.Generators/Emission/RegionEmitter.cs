using System.Globalization;
using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Emission;

/// <summary>Prints pointwise regions as <c>file readonly ref struct</c>s, each once however many passes use it.</summary>
internal sealed class RegionEmitter
{
    private readonly List<RegionStruct> _structs = [];

    /// <summary>The structs, in the order of their first use.</summary>
    public IEnumerable<RegionStruct> Structs => _structs;

    /// <summary>The expression that creates the region's struct, printing the struct where it is new.</summary>
    /// <param name="name">The name for a new struct.</param>
    /// <param name="region">The region.</param>
    /// <param name="product">For an epilogue, the id of the matrix product; null for a map.</param>
    /// <param name="schedule">The frame that uses the region.</param>
    /// <param name="symbols">The lengths that the frame knows.</param>
    /// <param name="places">How the frame reaches its values.</param>
    public string Create(string name, Region region, int? product, Schedule schedule, FrameSymbols symbols, Places places)
    {
        var body = Body(region, product, schedule, symbols);
        var existing = _structs.FirstOrDefault(known => known.Body == body);
        if (existing is null)
        {
            existing = new RegionStruct(UniqueName(name), product is null ? "IMap" : "IEpilogue", body);
            _structs.Add(existing);
        }

        string[] properties =
        [
            .. region.Operands.Select(operand => $"{Property(schedule, operand.Value)} = {places.Read(operand.Root)}"),
            .. SideResults(region, product).Select(result => $"{Property(schedule, result)} = {places.Write(result)}"),
            .. Sites(region).Select(site => $"{Key(site)} = RandomKey({Names.Field($"site{site}")})"),
            .. Lengths(region, symbols).Select(length => $"{length} = {length}"),
        ];
        return properties.Length <= 1
            ? $"new {existing.Name} {{ {string.Concat(properties)} }}"
            : $"new {existing.Name}\n{{\n{string.Concat(properties.Select(property => $"    {property},\n"))}}}";
    }

    private static string Body(Region region, int? product, Schedule schedule, FrameSymbols symbols)
    {
        var writer = new SourceWriter();
        foreach (var operand in region.Operands)
            writer.Line($"public System::ReadOnlySpan<float> {Property(schedule, operand.Value)} {{ get; init; }}\n");
        foreach (var result in SideResults(region, product))
            writer.Line($"public System::Span<float> {Property(schedule, result)} {{ get; init; }}\n");
        foreach (var site in Sites(region))
            writer.Line($"public Kernels::PhiloxKey {Key(site)} {{ get; init; }}\n");
        foreach (var length in Lengths(region, symbols))
            writer.Line($"public int {length} {{ get; init; }}\n");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        writer.Line(product is null
            ? "public void Invoke<V>(nint row, nint column)"
            : $"public V Invoke<V>(V {schedule.Values[product.Value].Name}, nint row, nint column)");
        using (writer.Indent())
            writer.Line("where V : struct, Kernels::IVector<V>");
        writer.Line("{");
        using (writer.Indent())
            WriteStatements(writer, region, product, schedule, symbols);
        writer.Line("}");
        return writer.ToString();
    }

    private static void WriteStatements(SourceWriter writer, Region region, int? product, Schedule schedule, FrameSymbols symbols)
    {
        if (product is { } raw && SideResults(region, product).Contains(raw))
            writer.Line($"{schedule.Values[raw].Name}.Store({Property(schedule, raw)}, {FullIndex(region, symbols)});");
        foreach (var operand in region.Operands)
            writer.Line($"var {schedule.Values[operand.Value].Name} = {Load(operand, schedule, symbols)};");
        foreach (var statement in region.Statements)
        {
            if (product is not null && statement.Value == region.Results[region.Results.Count - 1])
                writer.Line($"return {Expression(region, statement, schedule, symbols)};");
            else
                writer.Line($"var {schedule.Values[statement.Value].Name} = {Expression(region, statement, schedule, symbols)};");
            if (SideResults(region, product).Contains(statement.Value))
                writer.Line($"{schedule.Values[statement.Value].Name}.Store({Property(schedule, statement.Value)}, {FullIndex(region, symbols)});");
        }
    }

    private static string Load(Operand operand, Schedule schedule, FrameSymbols symbols)
    {
        var property = Property(schedule, operand.Value);
        var offset = Names.Length(operand.RowOffset, symbols);
        var place = offset == "0" ? "column" : $"{offset} + column";
        if (operand.ColumnStride.Equals(0))
            return $"V.Broadcast({property}[{(offset == "0" ? "0" : offset == Names.Row ? $"(int){Names.Row}" : $"(int)({offset})")}])";
        if (operand.ColumnStride.Equals(1))
            return $"V.Load({property}, {place})";
        var stride = Names.Length(operand.ColumnStride, symbols);
        return $"Kernels::Strided.Load<V>({property}, {(offset == "0" ? "" : $"{offset} + ")}(column * {stride}), {stride})";
    }

    private static string Expression(Region region, Statement statement, Schedule schedule, FrameSymbols symbols)
    {
        var expression = statement.Operation.Expression
            .Replace("VectorMath.", "Kernels::VectorMath.")
            .Replace("DropoutMask.", "Kernels::DropoutMask.")
            .Replace("{key}", Key(statement.Operation.Site))
            .Replace("{index}", FullIndex(region, symbols));
        for (var i = 0; i < statement.Operation.Dimensions.Count; i++)
            expression = expression.Replace($"{{#{i}}}", Names.Length(statement.Operation.Dimensions[i], symbols));
        for (var i = 0; i < statement.Inputs.Count; i++)
        {
            var input = schedule.Values[statement.Inputs[i]];
            expression = expression.Replace($"{{{i}}}", input.Kind == ValueKind.Constant ? CSharp.Broadcast(input.Number) : input.Name);
        }

        return expression;
    }

    /// <summary>The place of the current lanes in a value that has the whole domain.</summary>
    private static string FullIndex(Region region, FrameSymbols symbols)
    {
        var offset = Names.Length(region.ResultOffset, symbols);
        return offset == "0" ? "column" : $"{offset} + column";
    }

    /// <summary>Results that the region stores itself: all of a map, all but the main one of an epilogue.</summary>
    private static IEnumerable<int> SideResults(Region region, int? product) =>
        product is null ? region.Results : region.Results.Take(region.Results.Count - 1);

    private static IEnumerable<int> Sites(Region region) =>
        region.Statements.Select(statement => statement.Operation.Site).Where(site => site >= 0).Distinct();

    /// <summary>The properties for lengths that the region's indices mention.</summary>
    private static IEnumerable<string> Lengths(Region region, FrameSymbols symbols)
    {
        var usesIndex = region.Statements.Any(statement => statement.Operation.Site >= 0) || region.Results.Count > 0;
        return region.Operands.SelectMany(operand => new[] { operand.RowOffset, operand.ColumnStride })
            .Concat(region.Statements.SelectMany(statement => statement.Operation.Dimensions))
            .Concat(usesIndex ? [region.ResultOffset] : [])
            .SelectMany(dimension => symbols.Items.Where(item => dimension.Mentions(item.Symbol)))
            .Select(item => Names.Pascal(item.Name))
            .Distinct(StringComparer.Ordinal);
    }

    private static string Property(Schedule schedule, int value) => Names.Pascal(schedule.Values[value].Name);

    private static string Key(int site) => $"Key{site}";

    private string UniqueName(string name)
    {
        var unique = name;
        for (var i = 2; _structs.Any(known => known.Name == unique); i++)
            unique = name + i.ToString(CultureInfo.InvariantCulture);
        return unique;
    }
}

/// <summary>A printed struct.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Contract">The interface of the kernel library that it implements.</param>
/// <param name="Body">Its members.</param>
internal sealed record RegionStruct(string Name, string Contract, string Body);
