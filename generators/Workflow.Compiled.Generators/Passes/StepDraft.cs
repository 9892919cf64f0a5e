using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Passes;

/// <summary>A step while pointwise instructions may still join it.</summary>
internal sealed class StepDraft
{
    private readonly HashSet<int> _inside = [];

    public StepDraft(Instruction first, Shape domain, StepRole role)
    {
        Domain = domain;
        Role = role;
        Label = first.Label;
        if (first.Operation is Operation.Pointwise)
        {
            Join(first);
        }
        else
        {
            Kernel = first;
            _inside.UnionWith(first.Outputs);
        }
    }

    /// <summary>The product, reduction or kernel along an axis that leads the step; null for purely pointwise work.</summary>
    public Instruction? Kernel { get; }

    /// <summary>The pointwise instructions, in order.</summary>
    public List<Instruction> Pointwise { get; } = [];

    /// <summary>The shape over which the pointwise instructions run.</summary>
    public Shape Domain { get; }

    /// <summary>What the step is for.</summary>
    public StepRole Role { get; }

    /// <summary>What the user calls the operation that leads the step.</summary>
    public string Label { get; }

    /// <summary>Whether a value is computed here.</summary>
    public bool Computes(int value) => _inside.Contains(value);

    /// <summary>All values that are computed here.</summary>
    public IEnumerable<int> Computed => _inside;

    /// <summary>Adds a pointwise instruction behind the others.</summary>
    public void Join(Instruction instruction)
    {
        Pointwise.Add(instruction);
        _inside.Add(instruction.Output);
    }

    /// <summary>Why a pointwise instruction cannot join; null when it can.</summary>
    /// <param name="instruction">The instruction; its other operands are computed by earlier steps.</param>
    /// <param name="shape">The shape of its result.</param>
    /// <param name="role">What it is for.</param>
    /// <param name="views">Where values lie.</param>
    public string? Obstacle(Instruction instruction, Shape shape, StepRole role, Views views)
    {
        if (Kernel is { Operation: Operation.Run or Operation.RunBackward })
            return "its operand is another module's result";
        if (Kernel is { Operation: Operation.LibraryCall or Operation.Join })
            return "its operand is the result of a kernel of its own";
        if (Kernel is { Operation: Operation.Reduction })
            return "its operand is a reduction, which is complete only at the end";
        if (Kernel is { Operation: Operation.AlongAxis })
            return "its operand needs a whole axis before the first element is known";
        if (role != Role)
            return Role == StepRole.Forward ? "its operand belongs to the forward pass" : "it is needed for other gradients than its operand";
        if (!shape.Equals(Domain))
            return $"it runs over {shape}, its operand over {Domain}";
        if (instruction.Inputs.Any(input => views.RootOf(input) != input && Computes(views.RootOf(input))))
            return "its operand is reshaped in between";
        return null;
    }
}
