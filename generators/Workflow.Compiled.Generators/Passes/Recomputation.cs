using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Passes;

/// <summary>
/// Chooses the values that the forward pass would keep for the backward pass alone, and that backward steps compute again instead. The rule: the value is
/// pointwise and cheap, without elementary functions and random numbers; every reader is pointwise work over the same domain, which can compute it inside
/// itself; its operands are in memory until then; and that moves fewer bytes: what is saved is the write and a read for each backward step that reads the
/// value, what it costs is a read of each operand for each such step that does not read the operand already.
/// </summary>
internal sealed class Recomputation
{
    // What varies, such as the batch, is large beside what does not.
    private const long Nominal = 64;

    private readonly Program _program;
    private readonly Views _views;
    private readonly Drafts _drafts;
    private readonly FusionRule _rule;
    private readonly ILookup<int, Reading> _readers;
    private readonly HashSet<(int Value, StepDraft Step)> _isRead;
    private readonly Dictionary<int, Instruction> _chosen = [];
    private readonly List<string> _notes = [];

    public Recomputation(Program program, Views views, Drafts drafts)
    {
        (_program, _views, _drafts) = (program, views, drafts);
        _rule = new FusionRule(program, views);
        _readers = drafts.Steps
            .SelectMany(step => step.Instructions.SelectMany(reader => reader.Inputs.Select(input => (Value: views.RootOf(input), Reading: new Reading(step, reader)))))
            .Where(read => !read.Reading.Step.Computes(read.Value))
            .ToLookup(read => read.Value, read => read.Reading);
        _isRead = [.. _readers.SelectMany(readings => readings.Select(reading => (readings.Key, reading.Step)))];
        foreach (var instruction in program.Instructions.Where(IsCandidate))
        {
            var readings = _readers[instruction.Output].ToArray();
            var value = program.Values[instruction.Output];
            if (readings.Length == 0 || readings.Any(reading => reading.Step.Role == StepRole.Forward))
                continue;
            var obstacle = Obstacle(instruction, readings);
            if (obstacle is null)
                _chosen[instruction.Output] = instruction;
            _notes.Add($"{value.Name} {value.Shape}: {obstacle ?? "computed again, from what is read anyhow"}");
        }
    }

    /// <summary>The values, and how each is computed.</summary>
    public IReadOnlyDictionary<int, Instruction> Chosen => _chosen;

    /// <summary>Each cheap value that is of use to the backward pass alone, and what was decided.</summary>
    public IReadOnlyList<string> Notes => _notes;

    private bool IsCandidate(Instruction instruction) =>
        !instruction.IsBackward
        && instruction.Operation is Operation.Pointwise { Site: < 0 } pointwise
        && !pointwise.Expression.Contains("VectorMath.")
        && _drafts.Stored.Contains(instruction.Output)
        && !_program.Outputs.Select(_views.RootOf).Contains(instruction.Output);

    private string? Obstacle(Instruction instruction, Reading[] readings)
    {
        var shape = _program.Values[instruction.Output].Shape;
        if (readings.Any(reading => reading.Reader.Operation is not Operation.Pointwise || !reading.Reader.Inputs.Contains(instruction.Output) || !_rule.CanCompute(reading.Step, instruction)))
            return "kept, because a kernel reads it";
        if (!instruction.Inputs.All(IsInMemory))
            return "kept, because an operand of it is not";
        var steps = readings.Select(reading => reading.Step).Distinct().ToArray();
        var saved = (1 + steps.Length) * Elements(shape);
        var cost = steps.Sum(step => instruction.Inputs.Select(_views.RootOf).Distinct().Where(operand => !IsRead(step, operand)).Sum(operand => Elements(_program.Values[operand].Shape)));
        return cost < saved ? null : "kept, because reading its operands again would move more";
    }

    /// <summary>Whether a value is in memory for the backward pass, without being computed again itself.</summary>
    private bool IsInMemory(int input)
    {
        var root = _views.RootOf(input);
        return !_chosen.ContainsKey(root) && (_program.Values[root].Kind != ValueKind.Intermediate || _drafts.Stored.Contains(root));
    }

    private bool IsRead(StepDraft step, int operand) =>
        _program.Values[operand].Kind == ValueKind.Constant || step.Computes(operand) || _isRead.Contains((operand, step));

    private static long Elements(Shape shape) => shape.ElementCount.Evaluate(_ => Nominal);

    /// <summary>An instruction that reads a value from memory, and the step that it is in.</summary>
    private sealed record Reading(StepDraft Step, Instruction Reader);
}
