using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Passes;

/// <summary>The instructions of a program joined into steps.</summary>
internal sealed class Drafts
{
    private readonly Program _program;
    private readonly Views _views;
    private readonly Roles _roles;
    private readonly IReadOnlyDictionary<Instruction, List<Instruction>> _again;
    private readonly FusionRule _rule;
    private readonly List<StepDraft> _steps = [];
    private readonly Dictionary<int, int> _places = [];
    private readonly Dictionary<int, int> _placesAgain = [];
    private readonly List<string> _notFused = [];

    /// <param name="program">The program.</param>
    /// <param name="views">Where its values lie.</param>
    /// <param name="roles">What its instructions are for.</param>
    /// <param name="again">What instructions compute again instead of reading it.</param>
    public Drafts(Program program, Views views, Roles roles, IReadOnlyDictionary<Instruction, List<Instruction>> again)
    {
        (_program, _views, _roles, _again) = (program, views, roles, again);
        _rule = new FusionRule(program, views);
        foreach (var instruction in program.Instructions.Where(instruction => instruction.Operation is not Operation.View))
            Add(instruction);
        Stored = StoredValues();
        var taken = new HashSet<StepDraft>(_steps.Where(step => step.Kernel is { Operation: Operation.Join }).SelectMany(WriteInPlace).Concat(_steps.Where(FusionRule.IsMaxPool).SelectMany(PoolInPlace)));
        _steps.RemoveAll(taken.Contains);
        Stored = StoredValues();
        foreach (var step in _steps)
            step.Drop(Stored, _views);
        _steps.RemoveAll(step => step.Kernel is null && !step.Computed.Any(value => step.Gives(value, Stored)));
    }

    /// <summary>The steps in order.</summary>
    public IReadOnlyList<StepDraft> Steps => _steps;

    /// <summary>For each instruction that did not join the step of its operand, which and why.</summary>
    public IReadOnlyList<string> NotFused => _notFused;

    /// <summary>The ids of the values that reach memory: what another step reads, the outputs, the gradients that are asked for, and memory that kernels work in.</summary>
    public HashSet<int> Stored { get; private set; }

    private void Add(Instruction instruction)
    {
        var role = _roles.Of(instruction);
        if (instruction.Operation is Operation.Reduction sum && _steps.Count > 0 && _rule.IsSummedByReader(_steps[_steps.Count - 1], instruction, sum, role))
        {
            Join(_steps[_steps.Count - 1], instruction);
            NoteReads(_steps[_steps.Count - 1], instruction);
            _places[instruction.Output] = _steps.Count - 1;
            return;
        }

        var producer = Producer(instruction);
        var joins = producer is not null && instruction.Operation switch
        {
            Operation.Pointwise => IsFree(instruction, _rule.Pointwise(producer, instruction, role, Again(producer, instruction))),
            Operation.Reduction reduction when RowDomain.Of(reduction, SourceOf(instruction)) is { } rows => IsFree(instruction, _rule.Reduction(producer, instruction, rows, role)),
            Operation.Reduction reduction => IsFree(instruction, _rule.Sum(producer, instruction, reduction, role)),
            _ => false,
        };
        if (!joins)
        {
            var isWhole = instruction.Operation is Operation.Run or Operation.RunBackward or Operation.LibraryCall { ChangesState: true };
            producer = new StepDraft(isWhole ? Shape.Of() : instruction.Operation is Operation.Reduction ? SourceOf(instruction) : _program.Values[instruction.Output].Shape, role, instruction.Label);
            _steps.Add(producer);
        }

        var place = _steps.Count - 1;
        if (joins)
            place = PlaceOf(instruction);

        foreach (var again in Again(producer!, instruction))
        {
            producer!.JoinAgain(again);
            NoteReads(producer, again);
            _placesAgain[again.Output] = place;
        }

        if (joins || instruction.Operation is Operation.Pointwise)
            Join(producer!, instruction);
        else
            producer!.Lead(instruction);
        NoteReads(producer!, instruction);
        foreach (var output in instruction.Outputs)
            _places[output] = place;
    }

    private void NoteReads(StepDraft step, Instruction instruction) => step.Reads.UnionWith(instruction.Inputs.Select(_views.RootOf));

    private void Join(StepDraft step, Instruction instruction)
    {
        if (instruction.Operation is not Operation.Reduction reduction)
            step.Join(instruction);
        else if (RowDomain.Of(reduction, SourceOf(instruction)) is { } rows)
            step.Join(instruction, rows);
        else
            step.Add(instruction, SumDomain.Of(reduction, SourceOf(instruction)), _roles.Of(instruction));
    }

    /// <summary>What a step has to compute again before it can take in an instruction: what it neither computes nor reads by now.</summary>
    private List<Instruction> Again(StepDraft step, Instruction instruction)
    {
        var again = new List<Instruction>();
        if (AgainOf(instruction) is not { Count: > 0 } possible)
            return again;
        var wanted = new HashSet<int>(instruction.Inputs.Select(_views.RootOf));
        foreach (var computed in possible.Reverse().Where(computed => wanted.Contains(computed.Output) && !step.Computes(computed.Output) && !step.Reads.Contains(computed.Output)))
        {
            again.Insert(0, computed);
            wanted.UnionWith(computed.Inputs.Select(_views.RootOf));
        }

        return again;
    }

    private IReadOnlyList<Instruction> AgainOf(Instruction instruction) => _again.TryGetValue(instruction, out var again) ? again : [];

    private bool IsFree(Instruction instruction, string? obstacle)
    {
        if (obstacle is not null)
            _notFused.Add($"{_program.Values[instruction.Output].Display}: {obstacle}");
        return obstacle is null;
    }

    private Shape SourceOf(Instruction reduction) => _program.Values[reduction.Inputs[0]].Shape;

    /// <summary>The last step that computes an operand.</summary>
    private StepDraft? Producer(Instruction instruction) => PlaceOf(instruction) is >= 0 and var place ? _steps[place] : null;

    private int PlaceOf(Instruction instruction) => PlaceOf(instruction, AgainOf(instruction));

    private int PlaceOf(Instruction instruction, IReadOnlyList<Instruction> again) =>
        instruction.Inputs.Select(_views.RootOf)
            .Select(input => again.FirstOrDefault(computed => computed.Output == input) is { } computed ? PlaceOfAgain(computed, again) : PlaceOf(input))
            .DefaultIfEmpty(-1).Max();

    private int PlaceOf(int value) => _places.TryGetValue(value, out var place) ? place : -1;

    /// <summary>What is computed again ties its reader to the last step that does so and to those of its operands, but not to the one that computed it first.</summary>
    private int PlaceOfAgain(Instruction computed, IReadOnlyList<Instruction> again)
    {
        var operands = PlaceOf(computed, again);
        return _placesAgain.TryGetValue(computed.Output, out var place) ? Math.Max(place, operands) : operands;
    }

    /// <summary>The largest of a convolution's results are taken where these are computed, so that they do not reach memory.</summary>
    /// <returns>The step that the pool has taken in.</returns>
    private IEnumerable<StepDraft> PoolInPlace(StepDraft pool)
    {
        var images = _views.RootOf(pool.Kernel!.Inputs[0]);
        if (!_places.TryGetValue(images, out var place) || !FusionRule.IsConvolution(_steps[place]) || !IsFree(pool.Kernel, _rule.Pooled(pool, images, _steps[place], Stored)))
            yield break;
        pool.TakeIn(images, _steps[place]);
        yield return _steps[place];
    }

    private HashSet<int> StoredValues()
    {
        var stored = new HashSet<int>(_program.ParameterGradients.Concat(_program.InputGradients).Select(gradient => gradient.Id)
            .Concat(_program.Outputs.Select(_views.RootOf)));
        foreach (var step in _steps)
        {
            if (step.Kernel is { Operation: Operation.Run or Operation.RunBackward or Operation.CustomCall } call)
                stored.UnionWith(call.Outputs);
            if (step.Kernel is { Operation: Operation.LibraryCall { HasScratch: true } } kernel)
                stored.Add(kernel.Outputs[kernel.Outputs.Count - 1]);
            stored.UnionWith(step.Instructions.SelectMany(instruction => instruction.Inputs).Select(_views.RootOf).Where(input => !step.Computes(input)));
        }

        return stored;
    }

    /// <summary>Pointwise work whose only result is a part of a larger value writes it there.</summary>
    /// <returns>The steps that the join has taken in.</returns>
    private List<StepDraft> WriteInPlace(StepDraft join)
    {
        var taken = new List<StepDraft>();
        foreach (var part in join.Kernel!.Inputs.Distinct())
        {
            if (!_places.TryGetValue(part, out var place) || _rule.Part(join, part, _steps[place], Stored) is not null)
                continue;
            join.TakeIn(part, _steps[place]);
            taken.Add(_steps[place]);
        }

        return taken;
    }
}
