using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Emission;

/// <summary>Prints a step over rows: a struct whose <c>Invoke</c> does what happens to a row, and a struct for each of its passes over the columns.</summary>
internal sealed class RowEmitter
{
    private readonly StructTable _structs;
    private readonly FrameClass _frame;
    private readonly Places _places;
    private readonly RowStep _step;
    private readonly LaneCode _code;
    private readonly HashSet<int> _scalars = [];
    private readonly UniqueNames _locals;

    public RowEmitter(StructTable structs, FrameClass frame, Places places, RowStep step)
    {
        (_structs, _frame, _places, _step) = (structs, frame, places, step);
        _code = new LaneCode(frame.Schedule, frame.Symbols, Region.Row * step.Columns, step.Targets);
        _locals = new UniqueNames(step.Parts.SelectMany(Locals).Select(_code.Name));
    }

    /// <summary>The expression that creates the struct of the whole step.</summary>
    public string Create()
    {
        StructMember[] members =
        [
            .. _step.Operands.Select(operand => new StructMember(Names.ReadOnlySpan, _code.Property(operand.Value), _places.Read(operand.Root))),
            .. _step.Writes.Select(result => new StructMember(Names.Span, _code.Property(result), _places.Write(result))),
            .. LaneCode.Sites(_step.Parts.SelectMany(part => part.Statements)).Select(LaneCode.KeyMember),
            .. _code.Lengths(Mentioned),
        ];
        var writer = new SourceWriter();
        StructMember.Declare(writer, members);
        using (writer.Block("public void Invoke(nint row)"))
        {
            foreach (var part in _step.Parts)
            {
                if (part is RowLoop loop)
                    WriteLoop(writer, loop);
                else
                    WriteScalars(writer, (RowScalars)part);
            }
        }

        return StructMember.Create(_structs.NameOf($"{_step.Name}Rows", "IRowMap", writer.ToString(), members), members);
    }

    /// <summary>The values that a part gives as numbers of the row.</summary>
    private static IEnumerable<int> Locals(RowPart part) =>
        part is RowLoop loop ? loop.Reduced.Select(reduced => reduced.Result) : part.Statements.Select(statement => statement.Value);

    private IEnumerable<Dimension> Mentioned =>
        _step.Operands.SelectMany(operand => new[] { operand.RowOffset, operand.ColumnStride })
            .Concat(_step.Parts.SelectMany(part => part.Statements).SelectMany(statement => statement.Operation.Dimensions))
            .Concat(_step.Targets.Select(target => target.RowOffset))
            .Append(_step.Columns);

    private void WriteLoop(SourceWriter writer, RowLoop loop)
    {
        var columns = Names.Length(_step.Columns, _frame.Symbols);
        var call = $"Kernels::RowLoop.{loop.Kernel}({columns}, {Phase(loop)}, row)";
        switch (loop.Reduced.Count)
        {
            case 0:
                writer.Line($"{call};");
                break;
            case 1:
                writer.Line($"var {_code.Name(loop.Reduced[0].Result)} = (float){Divided(call, loop.Reduced[0])};");
                break;
            default:
                var names = loop.Reduced.Select(reduced => _locals.Next($"{_code.Name(reduced.Result)}Sum")).ToArray();
                writer.Line($"var ({string.Join(", ", names)}) = {call};");
                for (var i = 0; i < names.Length; i++)
                    writer.Line($"var {_code.Name(loop.Reduced[i].Result)} = (float){Divided(names[i], loop.Reduced[i])};");
                break;
        }

        _scalars.UnionWith(loop.Reduced.Select(reduced => reduced.Result));
    }

    private string Divided(string sum, RowReduction reduction) => reduction.IsMean ? $"({sum} / {Names.Factor(_step.Columns, _frame.Symbols)})" : sum;

    private void WriteScalars(SourceWriter writer, RowScalars part)
    {
        foreach (var statement in part.Statements)
        {
            var expression = _code.Expression(statement, Scalar);
            writer.Line($"var {_code.Name(statement.Value)} = {LaneCode.OneLane(expression)}.Value;");
            _scalars.Add(statement.Value);
        }

        foreach (var store in part.Stores)
            writer.Line($"{_code.Property(store.Place)}[(int)row] = {_code.Name(store.Value)};");
    }

    /// <summary>A row's number as lanes: computed before, or loaded.</summary>
    private string Scalar(int value) => _step.Operands.FirstOrDefault(operand => operand.Value == value) is { } operand
        ? _code.Load(operand)
        : $"V.Broadcast({_code.Name(value)})";

    private string Phase(RowLoop loop)
    {
        var used = new HashSet<int>(loop.Statements.SelectMany(statement => statement.Inputs).Concat(loop.Reduced.Select(reduced => reduced.Source)));
        var operands = _step.Operands.Where(operand => used.Contains(operand.Value)).ToArray();
        var scalars = _scalars.Where(used.Contains).OrderBy(value => value).ToArray();
        var places = loop.Loads.Concat(loop.Stores).Select(place => place.Place).Distinct().ToArray();
        StructMember[] members =
        [
            .. operands.Select(operand => Own(Names.ReadOnlySpan, _code.Property(operand.Value))),
            .. places.Select(place => Own(Names.Span, _code.Property(place))),
            .. scalars.Select(value => new StructMember("float", _code.Property(value), _code.Name(value))),
            .. LaneCode.Sites(loop.Statements).Select(site => Own("Kernels::PhiloxKey", LaneCode.Key(site))),
            .. _code.Lengths(MentionedBy(loop, operands)),
        ];
        var writer = new SourceWriter();
        StructMember.Declare(writer, members);
        LaneCode.WriteInvoke(writer, loop.Reduced.Count switch
        {
            0 => "void Invoke<V>(nint row, nint column)",
            1 => "V Invoke<V>(nint row, nint column)",
            _ => "V Invoke<V>(nint row, nint column, out V second)",
        });
        using (writer.Block())
            WriteLanes(writer, loop, operands, scalars);
        var contract = loop.Reduced.Count switch { 0 => "IMap", 1 => "IRowPhase", _ => "IRowPhasePair" };
        return StructMember.Create(_structs.NameOf($"{_step.Name}{loop.Kernel}", contract, writer.ToString(), members), members);
    }

    private void WriteLanes(SourceWriter writer, RowLoop loop, Operand[] operands, int[] scalars)
    {
        foreach (var operand in operands)
            writer.Line($"var {_code.Name(operand.Value)} = {_code.Load(operand)};");
        foreach (var value in scalars)
            writer.Line($"var {_code.Name(value)} = V.Broadcast({_code.Property(value)});");
        foreach (var load in loop.Loads)
            writer.Line($"var {_code.Name(load.Value)} = {_code.Load(load.Place)};");
        foreach (var statement in loop.Statements)
            writer.Line($"var {_code.Name(statement.Value)} = {_code.Expression(statement)};");
        foreach (var store in loop.Stores)
            writer.Line(_code.Store(store.Value, store.Place));
        if (loop.Reduced.Count == 2)
            writer.Line($"second = {_code.Name(loop.Reduced[1].Source)};");
        if (loop.Reduced.Count > 0)
            writer.Line($"return {_code.Name(loop.Reduced[0].Source)};");
    }

    private IEnumerable<Dimension> MentionedBy(RowLoop loop, Operand[] operands)
    {
        var places = new HashSet<int>(loop.Loads.Concat(loop.Stores).Select(place => place.Place));
        return operands.SelectMany(operand => new[] { operand.RowOffset, operand.ColumnStride })
            .Concat(loop.Statements.SelectMany(statement => statement.Operation.Dimensions))
            .Concat(_step.Targets.Where(target => places.Contains(target.Value)).Select(target => target.RowOffset))
            .Concat(loop.Statements.Any(statement => statement.Operation.Site >= 0) ? [_step.Columns] : []);
    }

    private static StructMember Own(string type, string name) => new(type, name, name);
}
