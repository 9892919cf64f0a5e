using Workflow.Compiled.Generators.Graphs;

namespace Workflow.Compiled.Generators.Passes;

/// <summary>
/// Whether an instruction joins the last step that computes one of its operands; all its other operands are ready by then. What counts is how often a value
/// passes through memory: an operand that is still in a register or in the first cache is not read, and one that nothing else needs is not written. So an
/// instruction joins wherever the step can take it in; where it does not, the reason is in the bill.
/// </summary>
/// <remarks>
/// One thing that could join does not: what is only summed up, behind a step that cannot add it up at once, where its operand is in memory anyhow. A step of
/// its own reads the operand once; joined, the summands would be written and read.
/// </remarks>
internal sealed class FusionRule(Program program, Views views)
{
    private const string OfKernel = "its operand is the result of a kernel of its own";
    private const string OfOtherGradients = "it is needed for other gradients than its operand";

    // The kernel that sums columns takes one value or two.
    private const int MostSums = 2;

    // Values of images that a row of windows may see, so that they stay in the second cache until they are pooled.
    private const long MostPooled = 256 * 1024;

    private readonly ILookup<int, Instruction> _readers = program.Instructions
        .Where(instruction => instruction.Operation is not Operation.View)
        .SelectMany(instruction => instruction.Inputs.Select(input => (Value: views.RootOf(input), Reader: instruction)))
        .ToLookup(read => read.Value, read => read.Reader);

    /// <summary>Why a pointwise instruction cannot join; null when it can.</summary>
    /// <param name="step">The step.</param>
    /// <param name="instruction">The instruction.</param>
    /// <param name="role">What it is for.</param>
    /// <param name="again">What the step would have to compute again before.</param>
    public string? Pointwise(StepDraft step, Instruction instruction, StepRole role, IReadOnlyList<Instruction> again)
    {
        if (step.Kernel is { Operation: Operation.Run or Operation.RunBackward })
            return "its operand is another module's result";
        if (step.Kernel is { Operation: Operation.CustomCall })
            return "its operand is the result of a method that the compiler does not look into";
        if (step.Kernel is { Operation: Operation.LibraryCall or Operation.Join or Operation.Window { HasEpilogue: false } })
            return OfKernel;
        if (step.Kernel is { Operation: Operation.Reduction } || step.Sums.Any(sum => instruction.Inputs.Select(views.RootOf).Contains(sum.Output)))
            return "its operand is a reduction, which is complete only at the end";
        if (step.Kernel is { Operation: Operation.AlongAxis })
            return "its operand needs a whole axis before the first element is known";
        if (role != step.Role)
            return step.Role == StepRole.Forward ? "its operand belongs to the forward pass" : OfOtherGradients;
        var shape = program.Values[instruction.Output].Shape;
        if (step.Rows is not null)
            return RowObstacle(step, instruction, shape, again);
        if (!shape.Equals(step.Domain))
            return $"it runs over {shape}, its operand over {step.Domain}";
        if (instruction.Inputs.Any(input => views.RootOf(input) != input && step.Computes(views.RootOf(input))))
            return "its operand is reshaped in between";
        if (step.SumDomain?.FirstColumn is { } column && !LoadsAreEven(step, [.. again, instruction], new RowDomain(step.Domain, column)))
            return "an operand does not move evenly along the columns that are summed";
        return step.Kernel is not null && IsBetterSummedApart(step, instruction) ? "its sum is computed with it, and its operand is in memory anyhow" : null;
    }

    /// <summary>Why a reduction of rows cannot join; null when it can.</summary>
    public string? Reduction(StepDraft step, Instruction reduction, RowDomain rows, StepRole role)
    {
        if (step.Kernel is not null)
            return OfKernel;
        if (role != step.Role)
            return OfOtherGradients;
        if (step.Sums.Count > 0)
            return "its operand is summed over other axes";
        if (!rows.Shape.Equals(step.Domain) || (step.Rows is not null && !step.Rows.Equals(rows)) || views.RootOf(reduction.Inputs[0]) != reduction.Inputs[0])
            return $"it reduces rows of {rows.Shape}, its operand runs over {step.Domain}";
        return LoadsAreEven(step, step.Body, rows) ? null : "an operand does not move evenly along the rows";
    }

    /// <summary>Why a sum of columns, or of everything, cannot be added up where its summands are computed; null when it can.</summary>
    public string? Sum(StepDraft step, Instruction sum, Operation.Reduction reduction, StepRole role)
    {
        if (step.Kernel is { Operation: Operation.Product })
            return "its operand is a product, which is complete tile by tile";
        if (step.Kernel is not null)
            return OfKernel;
        if (step.Rows is not null)
            return "its operand is computed row by row";
        // The gradient of a bias is of use where those of parameters are; its terms may be of use for those of inputs too.
        if (role != step.Role && (role != StepRole.ParameterGradients || (step.Role & role) == 0))
            return step.Role == StepRole.Forward ? "its operand belongs to the forward pass" : OfOtherGradients;
        var source = program.Values[sum.Inputs[0]].Shape;
        if (SumDomain.Find(reduction, source) is not { } over)
            return "it reduces a middle axis";
        if (reduction.Kernel != "Sum" && !(reduction.Kernel == "Mean" && over == SumDomain.All))
            return "only sums are added up on the way";
        if (views.RootOf(sum.Inputs[0]) != sum.Inputs[0] || !source.Equals(step.Domain))
            return $"it reduces {source}, its operand runs over {step.Domain}";
        if (step.Sums.Count > 0 && (!over.Equals(step.SumDomain) || over == SumDomain.All || role != step.SumsRole || step.Sums.Count == MostSums))
            return "its operand has another sum already";
        return over.FirstColumn is { } column && !LoadsAreEven(step, step.Body, new RowDomain(source, column)) ? "an operand does not move evenly along the columns" : null;
    }

    /// <summary>Whether a sum of columns joins a step that does not compute its operand, but reads it and adds up the same columns of what it makes of it.</summary>
    public bool IsSummedByReader(StepDraft step, Instruction sum, Operation.Reduction reduction, StepRole role) =>
        step.SumDomain is { FirstColumn: not null } over
        && step.Sums.Count < MostSums
        && role == step.SumsRole
        && reduction.Kernel == "Sum"
        && over.Equals(SumDomain.Find(reduction, program.Values[sum.Inputs[0]].Shape))
        && program.Values[sum.Inputs[0]].Shape.Equals(step.Domain)
        && step.Body.Any(instruction => instruction.Inputs.Contains(sum.Inputs[0]));

    /// <summary>Why the step that computes a part of a joined value cannot write it in its place; null when it can.</summary>
    public string? Part(StepDraft join, int part, StepDraft producer, HashSet<int> stored)
    {
        if (producer.Kernel is not null || producer.Rows is not null || producer.Sums.Count > 0)
            return "it is no pointwise work";
        if (producer.Role != join.Role)
            return OfOtherGradients;
        if (producer.Computed.Any(value => value != part && stored.Contains(value)))
            return "its step has other results too";
        if (_readers[part].Count() > 1 || program.Outputs.Select(views.RootOf).Contains(part))
            return "it is read elsewhere too";
        // Random numbers are numbered by their place in the value.
        return producer.Body.Any(instruction => instruction.Operation is Operation.Pointwise { Site: >= 0 }) ? "it is random" : null;
    }

    /// <summary>Whether a step takes the largest elements of windows.</summary>
    public static bool IsMaxPool(StepDraft step) => step.Kernel is { Operation: Operation.Window { Method: "Pooling.Max" } };

    /// <summary>Whether a step computes a convolution, so that a pool could be taken of its result where that is computed.</summary>
    public static bool IsConvolution(StepDraft step) => step.Kernel is { Operation: Operation.Window { Method: "Convolution.Forward" } };

    /// <summary>Why a max-pool cannot take a convolution's result where it is computed; null when it can.</summary>
    public string? Pooled(StepDraft pool, int images, StepDraft convolution, HashSet<int> stored)
    {
        if (pool.Kernel!.Inputs[0] != images)
            return "its operand is reshaped in between";
        if (_readers[images].Count() > 1 || program.Outputs.Select(views.RootOf).Contains(images))
            return "its operand is read elsewhere too";
        if (convolution.Computed.Any(value => value != images && stored.Contains(value)))
            return "its operand's step has other results too";
        if (!StaysNear(program.Values[images].Shape, program.Values[pool.Kernel.Output].Shape))
            return "what a row of its windows sees does not stay in the cache";
        return pool.Kernel.Outputs.Skip(1).Any(elements => program.Values[elements].Element != ElementType.Byte) ? "a byte cannot number the elements of its windows" : null;
    }

    /// <summary>Whether the part of an image that makes one row of its pool is small, as far as its lengths are known. Both are batch x height x width x channels.</summary>
    private static bool StaysNear(Shape images, Shape pooled) =>
        ShapeRules.Product(images, 1, images.Rank) is not { IsConstant: true } image || pooled[1] is not { IsConstant: true } rows || image.ConstantValue / rows.ConstantValue <= MostPooled;

    /// <summary>Whether a pointwise instruction could be a part of a step as it is.</summary>
    public bool CanCompute(StepDraft step, Instruction instruction) =>
        step.Kernel is null or { Operation: Operation.Product or Operation.Window { HasEpilogue: true } }
        && program.Values[instruction.Output].Shape.Equals(step.Domain)
        && (step.Rows is null || LoadsAreEven(step, [instruction], step.Rows))
        && (step.SumDomain?.FirstColumn is not { } column || LoadsAreEven(step, [instruction], new RowDomain(step.Domain, column)));

    private string? RowObstacle(StepDraft step, Instruction instruction, Shape shape, IReadOnlyList<Instruction> again)
    {
        var rows = step.Rows!;
        if (!shape.Equals(step.Domain) && !rows.IsOnePerRow(shape))
            return $"it runs over {shape}, its operand over {step.Domain}";
        foreach (var input in instruction.Inputs)
        {
            var root = views.RootOf(input);
            if (root == input || !step.Computes(root))
                continue;
            // A row's number may be seen under the shape that broadcasts along the row.
            if (!rows.IsOnePerRow(program.Values[input].Shape) || !program.Values[root].Shape.ElementCount.Equals(rows.Rows))
                return "its operand is reshaped in between";
        }

        if (rows.IsOnePerRow(shape) && instruction.Inputs.Any(input => step.Computes(input) && program.Values[input].Shape.Equals(step.Domain)))
            return "its operand has whole rows";
        if (!LoadsAreEven(step, [.. again, instruction], rows))
            return "an operand does not move evenly along the rows";
        return IsBetterSummedApart(step, instruction) ? "its sum is computed with it, and its operand is in memory anyhow" : null;
    }

    private bool IsBetterSummedApart(StepDraft step, Instruction instruction) =>
        _readers[instruction.Output].ToArray() is [{ Operation: Operation.Reduction reduction }]
        && reduction.Kernel is "Sum" or "Mean"
        && RowDomain.Of(reduction, program.Values[instruction.Output].Shape) is null
        && SumDomain.Find(reduction, program.Values[instruction.Output].Shape) is { } over
        && (reduction.Kernel == "Sum" || over == SumDomain.All)
        && instruction.Inputs.Select(views.RootOf).Where(step.Computes).All(operand => IsInMemory(operand, instruction.IsBackward));

    /// <summary>Whether a value that a kernel or a row gives reaches memory whatever joins what: the other direction reads it, a kernel or a sum of columns does, or the caller.</summary>
    private bool IsInMemory(int value, bool isBackward) =>
        program.Outputs.Select(views.RootOf).Contains(value)
        || _readers[value].Any(reader => reader.IsBackward != isBackward || reader.Operation switch
        {
            Operation.Pointwise => false,
            Operation.Reduction reduction => RowDomain.Of(reduction, program.Values[value].Shape) is null,
            _ => true,
        });

    private bool LoadsAreEven(StepDraft step, IEnumerable<Instruction> instructions, RowDomain rows) =>
        instructions.SelectMany(instruction => instruction.Inputs)
            .Where(input => !step.Computes(views.RootOf(input)) && !instructions.Any(instruction => instruction.Output == input))
            .All(input => RegionAccess.IsEven(rows, program.Values[input].Shape, views[input]));
}
