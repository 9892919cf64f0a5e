using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Emission;

/// <summary>Prints loops: one frame a turn, and memory for what one turn hands to the next.</summary>
internal sealed class LoopEmitter(FrameClass frame, Places places)
{
    /// <summary>The frames of the turns, and the slots of what lies between them.</summary>
    public IEnumerable<string> Fields(FrameStorage storage) =>
    [
        $"{frame.TurnOf(storage.Site.Name)}[] {Names.Field(storage.Site)}",
        .. storage.Turns.Select(turn => $"Runtime::ArenaSlot{(turn.Keeping == TurnKeeping.OneTurn ? "" : "[]")} {Slot(storage, turn)}"),
    ];

    /// <summary>Prints how the frames are made.</summary>
    public void WriteFrames(SourceWriter writer, FrameStorage storage)
    {
        var site = (LoopSite)storage.Site;
        var field = Names.Field(site);
        var turn = frame.TurnOf(site.Name);
        string[] context = frame.IsTraining ? ["context"] : [];
        writer.Line($"{field} = new {turn}[{Length(site.Count)}];");
        writer.Line($"for (var turn = 0; turn < {field}.Length; turn++)");
        using (writer.Indent())
            writer.Line($"{field}[turn] = new {turn}({string.Join(", ", new[] { "model" }.Concat(context).Concat(frame.Symbols.Indices.Select(Names.Pascal)).Append("turn").Concat(site.Symbols.Select(Length)))});");
        writer.Line($"Reserve({field}, forward: {storage.Forward}, backward: {storage.Backward});");
        foreach (var between in storage.Turns)
            writer.Line($"{Slot(storage, between)} = {Reserve(storage, between)};");
    }

    private string Reserve(FrameStorage storage, TurnStorage turn) => turn.Keeping switch
    {
        TurnKeeping.EachTurn => $"ReserveResults({Names.Field(storage.Site)}, output: {turn.Number}, first: {turn.First}, last: {turn.Last})",
        TurnKeeping.NextTurn => $"ReserveAlternating({Names.Field(storage.Site)}, output: {turn.Number}, step: {turn.First})",
        _ => $"Reserve({TurnLength(Backward(storage), turn.Number)}, first: {turn.First}, last: {turn.Last})",
    };

    private string Slot(FrameStorage storage, TurnStorage turn) => turn.Value switch
    {
        TurnValue.Carried => State((LoopSite)storage.Site, turn.Number),
        TurnValue.CarriedGradient => StateGradient((LoopSite)storage.Site, turn.Number),
        _ => TurnGradient(Backward(storage), turn.Number),
    };

    public void WriteForward(SourceWriter writer, RunStep step)
    {
        var site = (LoopSite)step.Site;
        var field = Names.Field(site);
        for (var i = 0; i < site.Carried; i++)
            writer.Line($"{Names.TypeOf(frame.Schedule.Values[step.Results[i]], isWritten: false)} {Carried(step.Results, i)} = {places.Read(step.Arguments[i])};");
        using (writer.Block($"for (var turn = 0; turn < {Length(site.Count)}; turn++)"))
        {
            // The lengths of results follow from those that a turn is told.
            writer.Line($"{field}[turn].Bind({string.Join(", ", site.Symbols.Select(Length))});");
            writer.Line($"var isLast = turn == {Length(site.Count)} - 1;");
            for (var i = 0; i < site.Carried; i++)
            {
                var after = $"{Slice(step.Results[i])}({State(site, i)}[turn], {field}[turn].OutputLength({i}))";
                writer.Line($"var {Next(step.Results, i)} = isLast ? {places.Write(step.Results[i])} : {after};");
            }

            IEnumerable<string> arguments =
            [
                .. Range(0, site.Carried).Select(i => Carried(step.Results, i)),
                .. Range(site.Carried, step.Arguments.Count - site.Carried).Select(i => Given(site, step.Arguments, i)),
                .. Range(0, site.Carried).Select(i => Next(step.Results, i)),
            ];
            writer.Line($"{field}[turn].Forward({string.Join(", ", arguments)});");
            for (var i = 0; i < site.Carried; i++)
                writer.Line($"{Carried(step.Results, i)} = {Next(step.Results, i)};");
        }

        if (site.MayHaveNoTurn)
            WriteNoTurn(writer, site, Range(0, site.Carried).Select(i => $"{Carried(step.Results, i)}.CopyTo({places.Write(step.Results[i])});"));
    }

    public void WriteBackward(SourceWriter writer, RunBackwardStep step, string pass)
    {
        var site = (LoopSite)step.Site;
        var field = Names.Field(site);
        var wantsArguments = pass != "BackwardParameters";
        var gradients = CarriedGradients(step).ToArray();
        foreach (var (i, gradient) in gradients.Zip(step.ResultGradients, (i, gradient) => (i, gradient)))
            writer.Line($"{Names.ReadOnlySpan} {Incoming(step, i)} = {places.Read(gradient)};");
        using (writer.Block($"for (var turn = {Length(site.Count)} - 1; turn >= 0; turn--)"))
        {
            writer.Line($"var (isFirst, isLast) = (turn == 0, turn == {Length(site.Count)} - 1);");
            for (var i = 0; i < site.Carried; i++)
                WriteTurnValues(writer, step, site, i, wantsArguments);
            WriteTurnCall(writer, step, site, pass);
            foreach (var i in gradients)
                writer.Line($"{Incoming(step, i)} = {Outgoing(step, i)};");
            if (wantsArguments)
                WriteSums(writer, step);
        }

        if (!wantsArguments || !site.MayHaveNoTurn)
            return;
        IEnumerable<string> handOn =
        [
            .. gradients.Select(i => $"{Incoming(step, i)}.CopyTo({places.Write(step.ArgumentGradients[i])});"),
            .. step.CapturedGradients.Where(i => !site.IsDivided(i)).Select(i => $"{places.Write(step.ArgumentGradients[i])}.Clear();"),
        ];
        WriteNoTurn(writer, site, handOn);
    }

    private void WriteTurnValues(SourceWriter writer, RunBackwardStep step, LoopSite site, int i, bool wantsArguments)
    {
        var field = Names.Field(site);
        var slice = Slice(step.Results[i]);
        var before = $"{slice}({State(site, i)}[turn - 1], {field}[turn - 1].OutputLength({i}))";
        var after = $"{slice}({State(site, i)}[turn], {field}[turn].OutputLength({i}))";
        writer.Line($"var {Carried(step.Results, i)} = isFirst ? {places.Read(step.Arguments[i])} : {before};");
        writer.Line($"var {Next(step.Results, i)} = isLast ? {places.Read(step.Results[i])} : {after};");
        if (!CarriedGradients(step).Contains(i))
            return;
        var gradient = $"Slice({StateGradient(site, i)}[turn - 1], {field}[turn - 1].OutputLength({i}))";
        var first = wantsArguments ? places.Write(step.ArgumentGradients[i]) : "default";
        writer.Line($"var {Outgoing(step, i)} = isFirst ? {first} : {gradient};");
    }

    private void WriteTurnCall(SourceWriter writer, RunBackwardStep step, LoopSite site, string pass)
    {
        var field = Names.Field(site);
        var captured = Range(site.Carried, step.Arguments.Count - site.Carried).ToArray();
        IEnumerable<string> known =
        [
            .. Range(0, site.Carried).Select(i => Carried(step.Results, i)),
            .. captured.Select(i => Given(site, step.Arguments, i)),
            .. Range(0, site.Carried).Select(i => Next(step.Results, i)),
            .. CarriedGradients(step).Select(i => Incoming(step, i)),
        ];
        IEnumerable<string> Gradients(bool wantsCaptured) =>
        [
            .. CarriedGradients(step).Select(i => Outgoing(step, i)),
            .. step.CapturedGradients.Select(i => !wantsCaptured ? Turn(step, i)
                : site.IsDivided(i) ? Part(places.Write(step.ArgumentGradients[i]), TurnLength(step, i))
                : $"isLast ? {places.Write(step.ArgumentGradients[i])} : {Turn(step, i)}"),
        ];
        if (pass != "BackwardParameters")
        {
            writer.Line($"{field}[turn].{pass}({string.Join(", ", known.Concat(Gradients(wantsCaptured: true)))});");
            return;
        }

        // The first turn's arguments are not asked for; those of the others are what the turn before gives.
        writer.Line("if (isFirst)");
        using (writer.Indent())
            writer.Line($"{field}[turn].BackwardParameters({string.Join(", ", known)});");
        writer.Line("else");
        using (writer.Indent())
            writer.Line($"{field}[turn].Backward({string.Join(", ", known.Concat(Gradients(wantsCaptured: false)))});");
    }

    private void WriteSums(SourceWriter writer, RunBackwardStep step)
    {
        var added = step.CapturedGradients.Where(i => !((LoopSite)step.Site).IsDivided(i)).ToArray();
        if (added.Length == 0)
            return;
        writer.Line("if (isLast)");
        using (writer.Indent())
            writer.Line("continue;");
        foreach (var i in added)
            writer.Line($"Runtime::GradientSum.Add({Turn(step, i)}, {places.Write(step.ArgumentGradients[i])});");
    }

    /// <summary>A loop without turns hands its arguments on.</summary>
    private void WriteNoTurn(SourceWriter writer, LoopSite site, IEnumerable<string> handOn)
    {
        writer.Line($"if ({Length(site.Count)} > 0)");
        using (writer.Indent())
            writer.Line("return;");
        foreach (var statement in handOn)
            writer.Line(statement);
    }

    private RunBackwardStep Backward(FrameStorage storage) => (RunBackwardStep)frame.Schedule.Steps[storage.Backward];

    private IEnumerable<int> CarriedGradients(RunBackwardStep step) => step.CarriedGradients(frame.Schedule.Values);

    /// <summary>What a turn is given of an argument from outside.</summary>
    private string Given(LoopSite site, EquatableArray<int> arguments, int i) => site.IsDivided(i)
        ? Part(places.Read(arguments[i]), TurnLength(site, arguments, i))
        : places.Read(arguments[i]);

    private static string Part(string whole, string length) => $"{whole}.Slice(turn * ({length}), {length})";

    private string TurnLength(RunBackwardStep step, int i) => TurnLength((LoopSite)step.Site, step.Arguments, i);

    private string TurnLength(LoopSite site, EquatableArray<int> arguments, int i) => Length(site.LengthOfTurn(i, frame.Schedule.Values[arguments[i]].Shape));

    private static IEnumerable<int> Range(int start, int count) => count > 0 ? Enumerable.Range(start, count) : [];

    private string Turn(RunBackwardStep step, int i) => $"Slice({TurnGradient(step, i)}, {TurnLength(step, i)})";

    private string TurnGradient(RunBackwardStep step, int i) => Names.Field($"{step.Site.Name}{Names.Pascal(Name(step.ArgumentGradients[i]))}");

    private static string State(LoopSite site, int i) => Names.Field($"{site.Name}State{(site.Carried == 1 ? "" : $"{i + 1}")}");

    private static string StateGradient(LoopSite site, int i) => $"{State(site, i)}Gradient";

    private string Carried(EquatableArray<int> results, int i) => $"{Name(results[i])}Before";

    private string Next(EquatableArray<int> results, int i) => $"{Name(results[i])}After";

    private string Incoming(RunBackwardStep step, int i) => $"{Name(step.Results[i])}AfterGradient";

    private string Outgoing(RunBackwardStep step, int i) => $"{Name(step.Results[i])}BeforeGradient";

    private string Slice(int value) => Places.Slice(frame.Schedule.Values[value].Element);

    private string Name(int value) => frame.Schedule.Values[value].Name;

    private string Length(Dimension dimension) => Names.Length(dimension, frame.Symbols);
}
