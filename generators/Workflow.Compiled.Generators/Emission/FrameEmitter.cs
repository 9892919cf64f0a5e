using Workflow.Compiled.Generators.Graphs;
using Workflow.Compiled.Generators.Passes;

namespace Workflow.Compiled.Generators.Emission;

/// <summary>Prints a frame as a class nested in the module: its lengths, its memory, the order of its steps, and the steps.</summary>
internal sealed class FrameEmitter
{
    private readonly SourceWriter _writer;
    private readonly FrameClass _class;
    private readonly Schedule _schedule;
    private readonly FrameSymbols _symbols;
    private readonly FrameSignature _signature;
    private readonly StepEmitter _steps;
    private readonly string _override;

    public FrameEmitter(SourceWriter writer, FrameClass frame, StructTable structs)
    {
        _writer = writer;
        _class = frame;
        (_schedule, _symbols) = (frame.Schedule, frame.Symbols);
        _signature = new FrameSignature(_schedule);
        _steps = new StepEmitter(frame, structs);
        _override = frame.IsOverriding ? "override " : "";
    }

    /// <summary>Prints the class and those of its loops.</summary>
    public static void Write(SourceWriter writer, FrameClass frame, StructTable structs)
    {
        new FrameEmitter(writer, frame, structs).Write();
        foreach (var loop in frame.Loops)
        {
            writer.Line();
            Write(writer, loop, structs);
        }
    }

    private void Write()
    {
        _writer.Line(_symbols.Indices.Count > 0
            ? $"/// <summary>One turn of a loop in {_class.Kind.ToLowerInvariant()}: its memory and its steps.</summary>"
            : $"/// <summary>One use of this module in {_class.Kind.ToLowerInvariant()}: its memory and its steps.</summary>");
        using var _ = _writer.Block($"public sealed class {_class.Name} : {_class.Base}");
        WriteFields();
        WriteConstructor();
        WriteBind();
        WriteShapes();
        WriteOrder("Forward", _signature.Forward, StepRole.Forward, []);
        if (_class.IsTraining)
        {
            WriteOrder("Backward", _signature.Backward, StepRole.ParameterGradients | StepRole.InputGradients, _signature.ZeroGradients);
            WriteOrder("BackwardParameters", _signature.BackwardParameters, StepRole.ParameterGradients, []);
            WriteOrder("BackwardInputs", _signature.Backward, StepRole.InputGradients, _signature.ZeroGradients);
        }

        foreach (var step in _schedule.Steps)
            _steps.Write(_writer, step);
    }

    private IEnumerable<Storage> Slots => _schedule.Storages.Where(storage => storage.Kind == StorageKind.Arena);

    private IEnumerable<int> Sites => _schedule.Steps.SelectMany(StatementsOf)
        .Select(statement => statement.Operation.Site).Where(site => site >= 0).Distinct().OrderBy(site => site);

    private void WriteFields()
    {
        _writer.Line($"private readonly {_class.Module} _model;");
        foreach (var slot in Slots)
            _writer.Line($"private readonly Runtime::ArenaSlot {Field(slot)};");
        foreach (var site in Sites)
            _writer.Line($"private readonly int _site{site};");
        foreach (var field in _schedule.Frames.SelectMany(_steps.Fields))
            _writer.Line($"private readonly {field};");

        _writer.Line();
    }

    private void WriteConstructor()
    {
        var parameters = string.Join(", ", _class.Parameters.Prepend($"{_class.Module} model"));
        _writer.Line($"public {_class.Name}({parameters})");
        if (_class.IsTraining)
        {
            using var _ = _writer.Indent();
            _writer.Line($": base(context, turn: {_schedule.Steps.TakeWhile(step => !step.IsBackward).Count()})");
        }

        using (_writer.Block())
        {
            _writer.Line("_model = model;");
            foreach (var index in _symbols.Indices)
                _writer.Line($"{Names.Pascal(index)} = {index};");
            foreach (var length in _symbols.Fixed)
                _writer.Line($"{Names.Pascal(length.Name)} = {length.Definition};");
            foreach (var length in _symbols.Free)
                _writer.Line($"{Names.Pascal(length.Name)} = {length.Name};");
            WriteFrames();
            foreach (var slot in Slots)
            {
                var length = Names.Length(_schedule.Values[slot.Value].StoredLength, _symbols);
                _writer.Line($"{Field(slot)} = Reserve({length}, first: {slot.First}, last: {slot.Last});");
            }
        }

        _writer.Line();
    }

    /// <summary>Frames and random sites in the order of the calls, which numbers the sites.</summary>
    private void WriteFrames()
    {
        var sites = new Queue<int>(Sites);
        foreach (var storage in _schedule.Frames)
        {
            while (_class.IsTraining && sites.Count > 0 && sites.Peek() < storage.Site.SitesBefore)
                _writer.Line($"_site{sites.Dequeue()} = NextSite();");
            _steps.WriteFrames(_writer, storage);
        }

        while (sites.Count > 0)
            _writer.Line($"_site{sites.Dequeue()} = NextSite();");
    }

    private void WriteBind()
    {
        foreach (var index in _symbols.Indices)
            _writer.Line($"private int {Names.Pascal(index)} {{ get; }}\n");
        foreach (var length in _symbols.Items)
            _writer.Line($"private {length.Type} {Names.Pascal(length.Name)} {{ get;{(length.IsFree ? " set;" : "")} }}\n");
        _writer.Line("/// <summary>Tells the frame the lengths of a call.</summary>");
        using (_writer.Block($"public {_override}void Bind({string.Join(", ", _symbols.Free.Select(length => $"int {length.Name}"))})"))
        {
            foreach (var length in _symbols.Free)
                _writer.Line($"{Names.Pascal(length.Name)} = {length.Name};");
        }
    }

    private void WriteShapes()
    {
        WriteChoice("Runtime::Shape", "OutputShape", shape => Names.ShapeOf(shape, _symbols));
        WriteChoice("int", "OutputLength", shape => Names.Length(shape.ElementCount, _symbols));
    }

    private void WriteChoice(string type, string method, Func<Shape, string> text)
    {
        _writer.Line("\n/// <inheritdoc/>");
        var results = _schedule.Outputs.Select(output => text(output.Shape)).ToArray();
        if (results.Length == 1)
        {
            _writer.Line($"public override {type} {method}(int output) => {results[0]};");
            return;
        }

        _writer.Line($"public override {type} {method}(int output) => output switch");
        _writer.Line("{");
        using (_writer.Indent())
        {
            for (var i = 0; i < results.Length; i++)
                _writer.Line($"{(i == results.Length - 1 ? "_" : i.ToString(System.Globalization.CultureInfo.InvariantCulture))} => {results[i]},");
        }

        _writer.Line("};");
    }

    private void WriteOrder(string pass, string parameters, StepRole purpose, IEnumerable<string> zeros)
    {
        _writer.Line($"\n/// <summary>{Description(pass)}</summary>");
        using var _ = _writer.Block($"public {_override}void {pass}({parameters})");
        foreach (var step in _schedule.Steps.Where(step => purpose == StepRole.Forward ? !step.IsBackward : (step.Role & purpose) != 0))
            _writer.Line($"{_steps.Call(step, purpose)};");
        foreach (var zero in zeros)
            _writer.Line($"{zero}.Clear();");
    }

    private static string Description(string pass) => pass switch
    {
        "Forward" => "The forward pass.",
        "Backward" => "The backward pass: gradients of parameters and inputs.",
        "BackwardParameters" => "The backward pass without gradients of inputs.",
        _ => "The backward pass without gradients of parameters.",
    };

    private static IEnumerable<Statement> StatementsOf(Step step) => step switch
    {
        MapStep map => map.Region.Statements,
        SumStep sum => sum.Region.Statements,
        JoinStep join => join.Parts.SelectMany(part => part.Statements),
        ProductStep { Epilogue: { } epilogue } => epilogue.Statements,
        WindowStep { Epilogue: { } epilogue } => epilogue.Statements,
        PooledStep pooled => StatementsOf(pooled.Convolution).Concat(StatementsOf(pooled.Pool)),
        RowStep rows => rows.Parts.SelectMany(part => part.Statements),
        _ => [],
    };

    private string Field(Storage slot) => Names.Field(_schedule.Values[slot.Value].Name);
}
