using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Passes;

/// <summary>
/// Chooses the values that pass through memory although their readers could compute them again. The rule: the value is pointwise and cheap, without
/// elementary functions and random numbers; every reader outside the step that computes it is pointwise work, or a sum of rows, over the same domain, which can
/// compute it inside itself; its operands are in memory until then; and that moves fewer bytes. What is saved is the write, which counts twice, because
/// memory is read before it is written, and a read for each step that reads the value; what it costs is a read of each operand for each such step that does
/// not read the operand already.
/// </summary>
internal sealed class Recomputation
{
    // What varies, such as the batch, is large beside what does not.
    private const long Nominal = 64;

    // Passes over memory that a write is worth.
    private const int Write = 2;

    private readonly Program _program;
    private readonly Views _views;
    private readonly Drafts _drafts;
    private readonly FusionRule _rule;
    private readonly ILookup<int, Reading> _readers;
    private readonly HashSet<(int Value, StepDraft Step)> _isRead;
    private readonly HashSet<int> _results;
    private readonly HashSet<int> _chosen = [];
    private readonly Dictionary<Instruction, List<Instruction>> _ofReader = new(ByReference<Instruction>.Instance);
    private readonly List<string> _notes = [];

    public Recomputation(Program program, Views views, Drafts drafts)
    {
        (_program, _views, _drafts) = (program, views, drafts);
        _rule = new FusionRule(program, views);
        _results = [.. program.Outputs.Select(views.RootOf), .. program.ParameterGradients.Concat(program.InputGradients).Select(gradient => gradient.Id)];
        _readers = drafts.Steps
            .SelectMany(step => step.Instructions.SelectMany(reader => reader.Inputs.Select(input => (Value: views.RootOf(input), Reading: new Reading(step, reader)))))
            .Where(read => !read.Reading.Step.Computes(read.Value))
            .ToLookup(read => read.Value, read => read.Reading);
        _isRead = [.. _readers.SelectMany(readings => readings.Select(reading => (readings.Key, reading.Step)))];
        foreach (var instruction in program.Instructions.Where(IsCandidate))
            Decide(instruction);
    }

    /// <summary>What each instruction computes again instead of reading it.</summary>
    public IReadOnlyDictionary<Instruction, List<Instruction>> OfReader => _ofReader;

    /// <summary>Each value that is computed again; and each cheap value that the forward pass keeps for the backward pass alone, and why.</summary>
    public IReadOnlyList<string> Notes => _notes;

    private bool IsCandidate(Instruction instruction) =>
        instruction.Operation is Operation.Pointwise { Site: < 0 } pointwise
        && !pointwise.Expression.Contains("VectorMath.")
        && _drafts.Stored.Contains(instruction.Output)
        && !_results.Contains(instruction.Output);

    private void Decide(Instruction instruction)
    {
        var readings = _readers[instruction.Output].ToArray();
        if (readings.Length == 0)
            return;
        var obstacle = Obstacle(instruction, readings);
        if (obstacle is null)
        {
            _chosen.Add(instruction.Output);
            // One that reads the value twice computes it once.
            foreach (var reader in readings.Select(reading => reading.Reader).Distinct(ByReference<Instruction>.Instance))
                Again(reader).Add(instruction);
        }

        var isKept = !instruction.IsBackward && readings.All(reading => reading.Step.Role != StepRole.Forward);
        if (obstacle is null || isKept)
            _notes.Add($"{_program.Values[instruction.Output].Display} {_program.Values[instruction.Output].Shape}: {obstacle ?? "computed again, from what is read anyhow"}");
    }

    private List<Instruction> Again(Instruction reader)
    {
        if (!_ofReader.TryGetValue(reader, out var again))
            _ofReader[reader] = again = [];
        return again;
    }

    private string? Obstacle(Instruction instruction, Reading[] readings)
    {
        var shape = _program.Values[instruction.Output].Shape;
        if (!readings.All(reading => CanCompute(reading, instruction)))
            return "kept, because a kernel reads it";
        if (!instruction.Inputs.All(IsInMemory))
            return "kept, because an operand of it is not";
        var steps = readings.Select(reading => reading.Step).Distinct().ToArray();
        var saved = (Write + steps.Length) * Elements(shape);
        var cost = steps.Sum(step => instruction.Inputs.Select(_views.RootOf).Distinct().Where(operand => !IsRead(step, operand)).Sum(operand => Elements(_program.Values[operand].Shape)));
        return cost < saved ? null : "kept, because reading its operands again would move more";
    }

    private bool CanCompute(Reading reading, Instruction instruction) =>
        (reading.Reader.Operation is Operation.Pointwise || (reading.Reader.Operation is Operation.Reduction && reading.Step.Rows is not null))
        && reading.Reader.Inputs.Contains(instruction.Output)
        && _rule.CanCompute(reading.Step, instruction);

    /// <summary>Whether a value is in memory for later steps, without being computed again itself.</summary>
    private bool IsInMemory(int input)
    {
        var root = _views.RootOf(input);
        return !_chosen.Contains(root) && (_program.Values[root].Kind != ValueKind.Intermediate || _drafts.Stored.Contains(root));
    }

    private bool IsRead(StepDraft step, int operand) =>
        _program.Values[operand].Kind == ValueKind.Constant || step.Computes(operand) || _isRead.Contains((operand, step));

    private static long Elements(Shape shape) => shape.ElementCount.Evaluate(_ => Nominal);

    /// <summary>An instruction that reads a value from memory, and the step that it is in.</summary>
    private sealed record Reading(StepDraft Step, Instruction Reader);
}
