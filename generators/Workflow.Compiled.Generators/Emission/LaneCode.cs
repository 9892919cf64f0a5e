using System.Text.RegularExpressions;
using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Emission;

/// <summary>Writes what happens to the lanes at one place of a domain.</summary>
/// <param name="schedule">The frame that the values belong to.</param>
/// <param name="symbols">The lengths that the frame knows.</param>
/// <param name="firstOfRow">The number of the first element of a row.</param>
/// <param name="targets">Where results are stored.</param>
internal sealed class LaneCode(Schedule schedule, FrameSymbols symbols, Dimension firstOfRow, IReadOnlyList<Target> targets)
{
    private static readonly Regex Lanes = new(@"\bV\b", RegexOptions.CultureInvariant);

    /// <summary>The number of the current element.</summary>
    private string Index => At(firstOfRow);

    /// <summary>The name of a value in the code.</summary>
    public string Name(int value) => schedule.Values[value].Name;

    /// <summary>The property that holds a value's memory.</summary>
    public string Property(int value) => Names.Pascal(Name(value));

    /// <summary>The property that holds the key of a random site.</summary>
    public static string Key(int site) => $"Key{site}";

    /// <summary>The property for the key of a random site, as a frame sets it.</summary>
    public static StructMember KeyMember(int site) => new("Kernels::PhiloxKey", Key(site), $"RandomKey({Names.Field($"site{site}")})");

    /// <summary>Prints the header of a method over lanes.</summary>
    public static void WriteInvoke(SourceWriter writer, string signature)
    {
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        writer.Line($"public {signature}");
        using var _ = writer.Indent();
        writer.Line("where V : struct, Kernels::IVector<V>");
    }

    /// <summary>An expression over lanes as one over a single lane.</summary>
    public static string OneLane(string expression) => $"({Lanes.Replace(expression, "Kernels::Lanes1")})";

    /// <summary>The random sites that some statements use.</summary>
    public static IEnumerable<int> Sites(IEnumerable<Statement> statements) =>
        statements.Select(statement => statement.Operation.Site).Where(site => site >= 0).Distinct();

    /// <summary>The properties for lengths that some dimensions mention, which the frame has under the same names.</summary>
    public IEnumerable<StructMember> Lengths(IEnumerable<Dimension> mentioned) => mentioned
        .SelectMany(dimension => symbols.All.Where(item => dimension.Mentions(item.Symbol)))
        .Select(item => new StructMember(item.Type, Names.Pascal(item.Name), Names.Pascal(item.Name)))
        .Distinct();

    /// <summary>Stores a value at the current place of a result.</summary>
    public string Store(int value, int place) => $"{Name(value)}.Store({Property(place)}, {PlaceIn(place)});";

    /// <summary>The lanes that are stored at the current place of a result.</summary>
    public string Load(int place) => $"V.Load({Property(place)}, {PlaceIn(place)})";

    /// <summary>The lanes of an operand at the current place.</summary>
    public string Load(Operand operand)
    {
        var property = Property(operand.Value);
        var offset = Names.Length(operand.RowOffset, symbols);
        if (operand.ColumnStride.Equals(0))
            return $"V.Broadcast({property}[{(offset == "0" ? "0" : offset == Names.Row ? $"(int){Names.Row}" : $"(int)({offset})")}])";
        if (operand.ColumnStride.Equals(1))
            return $"V.Load({property}, {At(operand.RowOffset)})";
        var start = offset == "0" ? "" : $"{offset} + ";
        return $"Kernels::Strided.Load<V>({property}, {start}(column * {Names.Factor(operand.ColumnStride, symbols)}), {Names.Length(operand.ColumnStride, symbols)})";
    }

    /// <summary>What a statement computes.</summary>
    public string Expression(Statement statement) => Expression(statement, Name);

    /// <summary>What a statement computes.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="lanes">How the lanes of a value are written.</param>
    public string Expression(Statement statement, Func<int, string> lanes)
    {
        var expression = statement.Operation.Expression
            .Replace("VectorMath.", "Kernels::VectorMath.")
            .Replace("DropoutMask.", "Kernels::DropoutMask.")
            .Replace("Philox.", "Kernels::Philox.")
            .Replace("{key}", Key(statement.Operation.Site))
            .Replace("{index}", Index);
        for (var i = 0; i < statement.Operation.Dimensions.Count; i++)
            expression = expression.Replace($"{{#{i}}}", Names.Length(statement.Operation.Dimensions[i], symbols));
        for (var i = 0; i < statement.Inputs.Count; i++)
        {
            var input = schedule.Values[statement.Inputs[i]];
            expression = expression.Replace($"{{{i}}}", input.Kind == ValueKind.Constant ? CSharp.Broadcast(input.Number) : lanes(input.Id));
        }

        return expression;
    }

    private string PlaceIn(int place) => At(targets.First(target => target.Value == place).RowOffset);

    private string At(Dimension firstOfRow)
    {
        var offset = Names.Length(firstOfRow, symbols);
        return offset == "0" ? "column" : $"{offset} + column";
    }
}
