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
        else if (first.Operation is Operation.Reduction reduction && RowDomain.Of(reduction, domain) is { } rows)
        {
            Join(first, rows);
        }
        else
        {
            Kernel = first;
            _inside.UnionWith(first.Outputs);
        }
    }

    /// <summary>The product, reduction or kernel along an axis that leads the step; null for purely pointwise work.</summary>
    public Instruction? Kernel { get; }

    /// <summary>The pointwise instructions, and in a step over rows its reductions, in order.</summary>
    public List<Instruction> Body { get; } = [];

    /// <summary>The rows and columns of a step that reduces rows; null for every other.</summary>
    public RowDomain? Rows { get; private set; }

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
        Body.Add(instruction);
        _inside.Add(instruction.Output);
    }

    /// <summary>Adds a reduction of rows, which makes this a step over rows.</summary>
    public void Join(Instruction reduction, RowDomain rows)
    {
        Rows = rows;
        Join(reduction);
    }

    /// <summary>Why a pointwise instruction cannot join; null when it can.</summary>
    /// <param name="instruction">The instruction; its other operands are computed by earlier steps.</param>
    /// <param name="shape">The shape of its result.</param>
    /// <param name="role">What it is for.</param>
    /// <param name="program">The program.</param>
    /// <param name="views">Where values lie.</param>
    public string? Obstacle(Instruction instruction, Shape shape, StepRole role, Program program, Views views)
    {
        if (Kernel is { Operation: Operation.Run or Operation.RunBackward })
            return "its operand is another module's result";
        if (Kernel is { Operation: Operation.CustomCall })
            return "its operand is the result of a method that the compiler does not look into";
        if (Kernel is { Operation: Operation.LibraryCall or Operation.Join or Operation.Window { HasEpilogue: false } })
            return "its operand is the result of a kernel of its own";
        if (Kernel is { Operation: Operation.Reduction })
            return "its operand is a reduction, which is complete only at the end";
        if (Kernel is { Operation: Operation.AlongAxis })
            return "its operand needs a whole axis before the first element is known";
        if (role != Role)
            return Role == StepRole.Forward ? "its operand belongs to the forward pass" : "it is needed for other gradients than its operand";
        if (Rows is not null)
            return RowObstacle(instruction, shape, program, views);
        if (!shape.Equals(Domain))
            return $"it runs over {shape}, its operand over {Domain}";
        if (instruction.Inputs.Any(input => views.RootOf(input) != input && Computes(views.RootOf(input))))
            return "its operand is reshaped in between";
        return null;
    }

    /// <summary>Why a reduction cannot join; null when it can.</summary>
    public string? ReductionObstacle(Instruction reduction, RowDomain rows, StepRole role, Program program, Views views)
    {
        if (Kernel is not null)
            return "its operand is the result of a kernel of its own";
        if (role != Role)
            return "it is needed for other gradients than its operand";
        if (!rows.Shape.Equals(Domain) || (Rows is not null && !Rows.Equals(rows)) || views.RootOf(reduction.Inputs[0]) != reduction.Inputs[0])
            return $"it reduces rows of {rows.Shape}, its operand runs over {Domain}";
        return LoadsAreEven(Body, rows, program, views) ? null : "an operand does not move evenly along the rows";
    }

    private string? RowObstacle(Instruction instruction, Shape shape, Program program, Views views)
    {
        if (!shape.Equals(Domain) && !Rows!.IsOnePerRow(shape))
            return $"it runs over {shape}, its operand over {Domain}";
        foreach (var input in instruction.Inputs)
        {
            var root = views.RootOf(input);
            if (root == input || !Computes(root))
                continue;
            // A row's number may be seen under the shape that broadcasts along the row.
            if (!Rows!.IsOnePerRow(program.Values[input].Shape) || !program.Values[root].Shape.ElementCount.Equals(Rows.Rows))
                return "its operand is reshaped in between";
        }

        if (Rows!.IsOnePerRow(shape) && instruction.Inputs.Any(input => Computes(input) && program.Values[input].Shape.Equals(Domain)))
            return "its operand has whole rows";
        return LoadsAreEven([instruction], Rows!, program, views) ? null : "an operand does not move evenly along the rows";
    }

    private bool LoadsAreEven(IEnumerable<Instruction> instructions, RowDomain rows, Program program, Views views) =>
        instructions.SelectMany(instruction => instruction.Inputs)
            .Where(input => !Computes(views.RootOf(input)))
            .All(input => RegionAccess.IsEven(rows, program.Values[input].Shape, views[input]));
}
