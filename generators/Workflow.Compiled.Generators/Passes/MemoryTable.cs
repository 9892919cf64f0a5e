using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Passes;

/// <summary>States what the passes of all modules of a project take, those of the modules inside them included.</summary>
internal sealed class MemoryTable
{
    private readonly Dictionary<string, CompiledModel> _models = new(StringComparer.Ordinal);
    private readonly Dictionary<(string, bool), FrameMemory?> _frames = [];

    private MemoryTable(IEnumerable<CompiledModel> models)
    {
        foreach (var model in models)
            _models[model.Module.FullName] = model;
    }

    /// <summary>The memory of each module, in the order of the modules.</summary>
    public static EquatableArray<ModuleMemory> Of(IReadOnlyCollection<CompiledModel> models)
    {
        var table = new MemoryTable(models);
        return models.Select(model => new ModuleMemory(model.Module.FullName, table.Bill(model, isTraining: true), table.Bill(model, isTraining: false))).ToEquatableArray();
    }

    private MemoryBill? Bill(CompiledModel model, bool isTraining) =>
        Lives(model.Variants[model.Variants.Count - 1].Frame, isTraining) is { } lives ? new MemoryBill(lives.Arena() * sizeof(float), lives.Unshared * sizeof(float)) : null;

    /// <summary>Null where what is inside is not known here, differs from turn to turn, or depends on flags.</summary>
    private FrameLives? Lives(CompiledFrame frame, bool isTraining)
    {
        var schedule = isTraining ? frame.Training : frame.Prediction;
        var lives = new FrameLives();
        foreach (var storage in schedule.Frames)
        {
            if (Inside(frame, storage.Site, isTraining) is not { } inside)
                return null;
            var count = (storage.Site as LoopSite)?.Count ?? 1;
            lives.Add(inside.Forward, storage.Forward, storage.Forward, unshared: 0);
            lives.Add(inside.Backward, storage.Backward, storage.Backward, unshared: 0);
            lives.Add(inside.Saved * count, storage.Forward, storage.Backward, inside.Unshared * count);
            foreach (var turn in storage.Turns)
                AddTurns(lives, frame, schedule, storage, turn, count);
        }

        foreach (var storage in schedule.Storages.Where(storage => storage.Kind == StorageKind.Arena))
            lives.Add(schedule.Values[storage.Value].StoredLength, storage.First, storage.Last);
        return lives.IsPossible ? lives : null;
    }

    private static void AddTurns(FrameLives lives, CompiledFrame frame, Schedule schedule, FrameStorage storage, TurnStorage turn, Dimension count)
    {
        if (turn.Keeping == TurnKeeping.OneTurn)
        {
            var captured = ((RunBackwardStep)schedule.Steps[storage.Backward]).Arguments[turn.Number];
            lives.Add(((LoopSite)storage.Site).LengthOfTurn(turn.Number, schedule.Values[captured].Shape), turn.First, turn.Last);
            return;
        }

        var length = Body(frame, storage.Site).Prediction.Outputs[turn.Number].Shape.ElementCount;
        var places = turn.Keeping == TurnKeeping.EachTurn ? count - 1 : 2;
        lives.Add(length * places, turn.First, turn.Last, length * (count - 1));
    }

    private FrameMemory? Inside(CompiledFrame frame, FrameSite site, bool isTraining)
    {
        if (site is CallSite call)
            return Inside(call, isTraining);
        var body = Body(frame, site);
        var inside = OfFrame(body, isTraining);
        var differs = inside is not null && inside.Symbols.Concat(body.Prediction.Outputs.SelectMany(output => output.Shape.ElementCount.Symbols)).Contains(body.Symbols.Index);
        return differs ? null : inside;
    }

    private FrameMemory? Inside(CallSite call, bool isTraining)
    {
        if (OfModule(call.Callee, isTraining) is not { } callee)
            return null;
        var given = call.Given.ToDictionary(item => item.Symbol, item => item.Length, StringComparer.Ordinal);
        return callee.Symbols.All(given.ContainsKey) ? callee.Substitute(symbol => given.TryGetValue(symbol, out var length) ? length : null) : null;
    }

    private FrameMemory? OfModule(string name, bool isTraining)
    {
        if (_frames.TryGetValue((name, isTraining), out var known))
            return known;
        return _frames[(name, isTraining)] = _models.TryGetValue(name, out var model) && model.Variants.Count == 1 ? OfFrame(model.Variants[0].Frame, isTraining) : null;
    }

    private FrameMemory? OfFrame(CompiledFrame frame, bool isTraining) =>
        Lives(frame, isTraining)?.Blocks(isTraining ? frame.Training.Steps.TakeWhile(step => !step.IsBackward).Count() : int.MaxValue);

    private static CompiledFrame Body(CompiledFrame frame, FrameSite site) => frame.Loops.First(loop => loop.Name == site.Name).Frame;
}

/// <summary>The memory of a module.</summary>
/// <param name="Module">The name of the class, as generated code writes it.</param>
/// <param name="Training">What its training pass takes; null where that is not known here.</param>
/// <param name="Prediction">What its prediction pass takes.</param>
internal sealed record ModuleMemory(string Module, MemoryBill? Training, MemoryBill? Prediction);
