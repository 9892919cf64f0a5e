using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Passes;

/// <summary>
/// Divides the instructions of a step over rows into passes over the columns. A value is computed in the first pass in which all that it
/// depends on is known; a later pass computes it again where that is cheap, and else loads it from where the first pass has stored it.
/// </summary>
internal sealed class RowPlan
{
    private readonly Program _program;
    private readonly RowDomain _domain;
    private readonly Loads _loads;
    private readonly StepDraft _draft;
    private readonly HashSet<int> _stored;
    private readonly Dictionary<int, Instruction> _instructions;
    private readonly Dictionary<int, int> _levels = [];
    private readonly Dictionary<int, int> _places = [];
    private readonly List<RowPart> _parts = [];

    /// <param name="program">The program.</param>
    /// <param name="draft">The step.</param>
    /// <param name="loads">What it loads.</param>
    /// <param name="stored">The ids of all values that reach memory; values that only wait there for a later pass are added.</param>
    public RowPlan(Program program, StepDraft draft, Loads loads, HashSet<int> stored)
    {
        (_program, _draft, _domain, _loads, _stored) = (program, draft, draft.Rows!, loads, stored);
        _instructions = draft.Body.ToDictionary(instruction => instruction.Output);
        foreach (var instruction in draft.Body)
        {
            var level = Inside(instruction).Select(input => _levels[input]).DefaultIfEmpty(0).Max();
            _levels[instruction.Output] = instruction.Operation is Operation.Reduction ? level + 1 : level;
        }

        Park(draft);
        var passes = draft.Body.Select(PassOf).Max();
        for (var pass = 0; pass <= passes + 1; pass++)
            Plan(draft, pass);
    }

    /// <summary>What happens to a row.</summary>
    public EquatableArray<RowPart> Parts => _parts.ToEquatableArray();

    /// <summary>The values that are stored.</summary>
    public IEnumerable<int> Results => _instructions.Keys.Where(IsStored);

    private bool IsOnePerRow(int value) => _instructions[value].Operation is Operation.Reduction || _domain.IsOnePerRow(_program.Values[value].Shape);

    /// <summary>The operands that are computed in this step.</summary>
    private IEnumerable<int> Inside(Instruction instruction) => instruction.Inputs.Select(_loads.IdOf).Where(_instructions.ContainsKey);

    /// <summary>The pass over the columns in which an instruction first runs; -1 for numbers that a row has one of.</summary>
    private int PassOf(Instruction instruction) => instruction.Operation is Operation.Reduction
        ? _levels[instruction.Output] - 1
        : IsOnePerRow(instruction.Output) ? -1 : _levels[instruction.Output];

    /// <summary>Finds a place for what a later pass cannot cheaply compute again: a result that is written only then, or memory of its own.</summary>
    private void Park(StepDraft draft)
    {
        var lastNeeds = LastNeeds(draft);
        foreach (var instruction in draft.Body.Where(instruction => IsExpensive(instruction) && !IsStored(instruction.Output)))
        {
            if (!lastNeeds.TryGetValue(instruction.Output, out var last) || last <= _levels[instruction.Output])
                continue;
            var place = draft.Body.Select(candidate => candidate.Output)
                .Where(candidate => IsStored(candidate) && !IsOnePerRow(candidate) && _levels[candidate] >= last && !_places.ContainsValue(candidate))
                .DefaultIfEmpty(-1).First();
            if (place < 0 || Groups(draft, _levels[place]).Count > 1)
                _stored.Add(instruction.Output);
            else
                _places[instruction.Output] = place;
        }
    }

    /// <summary>The last pass that needs each value: where something is computed from it once, or computed again.</summary>
    private Dictionary<int, int> LastNeeds(StepDraft draft)
    {
        var last = new Dictionary<int, int>();
        foreach (var user in Enumerable.Reverse(draft.Body))
        {
            var isOnce = IsOnePerRow(user.Output) || IsStored(user.Output) || IsExpensive(user);
            var need = isOnce ? PassOf(user) : Math.Max(PassOf(user), LastOf(user.Output));
            foreach (var input in Inside(user))
                last[input] = Math.Max(need, LastOf(input));
        }

        return last;

        int LastOf(int value) => last.TryGetValue(value, out var pass) ? pass : -1;
    }

    private bool IsExpensive(Instruction instruction) =>
        instruction.Operation is Operation.Pointwise pointwise
        && !IsOnePerRow(instruction.Output)
        && (pointwise.Expression.Contains("VectorMath.") || pointwise.Site >= 0);

    /// <summary>The reductions of a pass: sums two by two, each other one alone.</summary>
    private List<Instruction[]> Groups(StepDraft draft, int pass)
    {
        var reductions = draft.Body.Where(instruction => instruction.Operation is Operation.Reduction && PassOf(instruction) == pass).ToArray();
        var sums = reductions.Where(IsSum).ToArray();
        return
        [
            .. Enumerable.Range(0, (sums.Length + 1) / 2).Select(i => sums.Skip(2 * i).Take(2).ToArray()),
            .. reductions.Where(reduction => !IsSum(reduction)).Select(reduction => new[] { reduction }),
        ];
    }

    private static bool IsSum(Instruction instruction) => ((Operation.Reduction)instruction.Operation).Kernel is "Sum" or "Mean";

    private void Plan(StepDraft draft, int pass)
    {
        var scalars = draft.Body.Where(instruction => instruction.Operation is Operation.Pointwise && IsOnePerRow(instruction.Output) && _levels[instruction.Output] == pass);
        AddScalars(draft, scalars.ToArray(), pass);
        var groups = Groups(draft, pass);
        var stores = draft.Body.Select(instruction => instruction.Output)
            .Where(value => !IsOnePerRow(value) && _levels[value] == pass && (IsStored(value) || _places.ContainsKey(value))).ToArray();
        if (groups.Count == 0 && stores.Length > 0)
            groups.Add([]);
        for (var i = 0; i < groups.Count; i++)
            AddLoop(draft, pass, groups[i], i == 0 ? stores : []);
    }

    private void AddScalars(StepDraft draft, Instruction[] scalars, int pass)
    {
        var reductions = draft.Body.Where(instruction => instruction.Operation is Operation.Reduction && _levels[instruction.Output] == pass);
        var stores = reductions.Concat(scalars).Select(instruction => instruction.Output).Where(IsStored).Select(value => new RowPlace(value, value)).ToArray();
        if (scalars.Length > 0 || stores.Length > 0)
            _parts.Add(new RowScalars(scalars.Select(Statement).ToEquatableArray(), stores.ToEquatableArray()));
    }

    private void AddLoop(StepDraft draft, int pass, Instruction[] reductions, int[] stores)
    {
        var needed = new HashSet<int>();
        var loaded = new List<RowPlace>();
        var sources = reductions.Select(reduction => _loads.IdOf(reduction.Inputs[0])).ToArray();
        foreach (var target in sources.Concat(stores).Where(_instructions.ContainsKey))
            Need(target, pass, needed, loaded);
        _parts.Add(new RowLoop(
            KernelOf(reductions),
            reductions.Select((reduction, i) => new RowReduction(sources[i], reduction.Output, ((Operation.Reduction)reduction.Operation).Kernel == "Mean")).ToEquatableArray(),
            loaded.ToEquatableArray(),
            draft.Body.Where(instruction => needed.Contains(instruction.Output)).Select(Statement).ToEquatableArray(),
            stores.Select(PlaceOf).ToEquatableArray()));
    }

    private static string KernelOf(Instruction[] reductions) => reductions.Length switch
    {
        0 => "Run",
        2 => "SumPair",
        _ => IsSum(reductions[0]) ? "Sum" : ((Operation.Reduction)reductions[0].Operation).Kernel,
    };

    private void Need(int value, int pass, HashSet<int> needed, List<RowPlace> loaded)
    {
        if (IsOnePerRow(value) || needed.Contains(value) || loaded.Any(place => place.Value == value))
            return;
        if (_levels[value] < pass && (IsStored(value) || _places.ContainsKey(value)))
        {
            loaded.Add(PlaceOf(value));
            return;
        }

        needed.Add(value);
        foreach (var input in Inside(_instructions[value]))
            Need(input, pass, needed, loaded);
    }

    private bool IsStored(int value) => _draft.Gives(value, _stored);

    private RowPlace PlaceOf(int value) => new(value, IsStored(value) ? value : _places[value]);

    private Statement Statement(Instruction instruction) =>
        new(instruction.Output, (Operation.Pointwise)instruction.Operation, instruction.Inputs.Select(_loads.IdOf).ToEquatableArray());
}
