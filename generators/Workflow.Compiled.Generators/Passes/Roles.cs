using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Passes;

/// <summary>What each instruction of the backward pass is for: a pass over a model needs no gradients of its inputs, a frozen module none of its parameters.</summary>
internal sealed class Roles
{
    private readonly Dictionary<Instruction, StepRole> _instructions = new(ByReference<Instruction>.Instance);
    private readonly Dictionary<int, StepRole> _values = [];

    public Roles(Program program)
    {
        foreach (var gradient in program.ParameterGradients)
            Add(gradient.Id, StepRole.ParameterGradients);
        foreach (var gradient in program.InputGradients)
            Add(gradient.Id, StepRole.InputGradients);
        foreach (var instruction in program.Instructions.Reverse().Where(instruction => instruction.IsBackward))
        {
            var role = Own(instruction.Operation) | OfAny(instruction.Outputs);
            _instructions[instruction] = role;
            foreach (var input in instruction.Inputs)
                Add(input, role);
        }
    }

    /// <summary>What an instruction is for.</summary>
    public StepRole Of(Instruction instruction) => _instructions.TryGetValue(instruction, out var role) ? role : StepRole.Forward;

    /// <summary>What any of some values is for.</summary>
    public StepRole OfAny(IEnumerable<int> values) => values.Aggregate(StepRole.Forward, (role, value) => role | OfValue(value));

    /// <summary>Frames have parameters of their own.</summary>
    private static StepRole Own(Operation operation) => operation is Operation.RunBackward { Site: not CallSite { IsFrozen: true } }
        ? StepRole.ParameterGradients
        : StepRole.Forward;

    private StepRole OfValue(int value) => _values.TryGetValue(value, out var role) ? role : StepRole.Forward;

    private void Add(int value, StepRole role) => _values[value] = OfValue(value) | role;
}
