using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Passes;

/// <summary>
/// Chooses the values that pass through memory although their readers could compute them again. The rule: the value is pointwise and cheap, without
/// elementary functions and random numbers; every reader outside the step that computes it is pointwise work, or a sum of rows, over the same domain, which can
/// compute it inside itself; its operands are in memory until then, or a few instructions of the same kind give them from what is; and that moves fewer bytes. What
/// is saved is the write, which counts twice, because memory is read before it is written, and a read for each step that reads the value; what it costs is a read of
/// what is in memory for each such step that does not read it already.
/// </summary>
internal sealed class Recomputation
{
    // What varies, such as the batch, is large beside what does not.
    private const long Nominal = 64;

    // Passes over memory that a write is worth.
    private const int Write = 2;

    // Instructions to compute a value again that cost less than to read it, even from the second cache.
    private const int MostInstructions = 4;

    private readonly Program _program;
    private readonly Views _views;
    private readonly Drafts _drafts;
    private readonly FusionRule _rule;
    private readonly ILookup<int, Reading> _readers;
    private readonly HashSet<(int Value, StepDraft Step)> _isRead;
    private readonly HashSet<int> _results;
    private readonly Dictionary<int, Instruction> _cheap;
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
        _cheap = program.Instructions.Where(IsCheap).ToDictionary(instruction => instruction.Output);
        foreach (var instruction in _cheap.Values.Where(instruction => drafts.Stored.Contains(instruction.Output) && !_results.Contains(instruction.Output)).ToArray())
            Decide(instruction);
    }

    /// <summary>What each instruction computes again instead of reading it.</summary>
    public IReadOnlyDictionary<Instruction, List<Instruction>> OfReader => _ofReader;

    /// <summary>Each value that is computed again; and each cheap value that the forward pass keeps for the backward pass alone, and why.</summary>
    public IReadOnlyList<string> Notes => _notes;

    private static bool IsCheap(Instruction instruction) =>
        instruction.Operation is Operation.Pointwise { Site: < 0 } pointwise && !pointwise.Expression.Contains("VectorMath.");

    private void Decide(Instruction instruction)
    {
        var readings = _readers[instruction.Output].ToArray();
        if (readings.Length == 0)
            return;
        var chain = Chain(instruction);
        var obstacle = Obstacle(instruction, chain, readings);
        if (obstacle is null)
        {
            _chosen.Add(instruction.Output);
            // One that reads the value twice computes it once.
            foreach (var reader in readings.Select(reading => reading.Reader).Distinct(ByReference<Instruction>.Instance))
                Again(reader, chain!);
        }

        var isKept = !instruction.IsBackward && readings.All(reading => reading.Step.Role != StepRole.Forward);
        if (obstacle is null || isKept)
            _notes.Add($"{_program.Values[instruction.Output].Display} {_program.Values[instruction.Output].Shape}: {obstacle ?? "computed again, from what is read anyhow"}");
    }

    private void Again(Instruction reader, IReadOnlyList<Instruction> chain)
    {
        if (!_ofReader.TryGetValue(reader, out var again))
            _ofReader[reader] = again = [];
        again.AddRange(chain.Where(instruction => !again.Contains(instruction, ByReference<Instruction>.Instance)));
    }

    /// <summary>What gives a value from what is in memory, in order; null where it would be too much, or where it begins with what is not in memory and not cheap.</summary>
    private List<Instruction>? Chain(Instruction instruction)
    {
        var chain = new List<Instruction>();
        return Extend(chain, instruction, MostInstructions) ? chain : null;
    }

    private bool Extend(List<Instruction> chain, Instruction instruction, int most)
    {
        if (chain.Contains(instruction, ByReference<Instruction>.Instance))
            return true;
        if (most == 0)
            return false;
        foreach (var input in instruction.Inputs.Where(input => !IsInMemory(input)))
        {
            if (!_cheap.TryGetValue(input, out var operand) || !Extend(chain, operand, most - 1))
                return false;
        }

        chain.Add(instruction);
        return chain.Count <= MostInstructions;
    }

    private string? Obstacle(Instruction instruction, IReadOnlyList<Instruction>? chain, Reading[] readings)
    {
        var shape = _program.Values[instruction.Output].Shape;
        if (!readings.All(reading => CanRead(reading, instruction) && _rule.CanCompute(reading.Step, instruction)))
            return "kept, because a kernel reads it";
        if (chain is null)
            return "kept, because an operand of it is not";
        var steps = readings.Select(reading => reading.Step).Distinct().ToArray();
        if (!steps.All(step => chain.All(computed => _rule.CanCompute(step, computed))))
            return "kept, because what gives it runs over another shape";
        var saved = (Write + steps.Length) * Elements(shape);
        var operands = chain.SelectMany(computed => computed.Inputs).Select(_views.RootOf).Except(chain.Select(computed => computed.Output)).ToArray();
        var cost = steps.Sum(step => operands.Where(operand => !IsRead(step, operand)).Sum(operand => Elements(_program.Values[operand].Shape)));
        return cost < saved ? null : "kept, because reading its operands again would move more";
    }

    private static bool CanRead(Reading reading, Instruction instruction) =>
        (reading.Reader.Operation is Operation.Pointwise || (reading.Reader.Operation is Operation.Reduction && reading.Step.Rows is not null))
        && reading.Reader.Inputs.Contains(instruction.Output);

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
