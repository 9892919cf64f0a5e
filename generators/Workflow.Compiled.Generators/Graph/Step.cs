namespace Workflow.Compiled.Generators.Graphs;

/// <summary>What a step is for.</summary>
[Flags]
public enum StepRole
{
    /// <summary>It belongs to the forward pass.</summary>
    Forward = 0,

    /// <summary>It leads to gradients of parameters.</summary>
    ParameterGradients = 1,

    /// <summary>It leads to gradients of inputs.</summary>
    InputGradients = 2,
}

/// <summary>One call of a kernel, and one method of the generated code.</summary>
/// <param name="Name">The name of the method.</param>
/// <param name="Summary">What it computes, as mathematics, one line a result.</param>
/// <param name="Role">What it is for.</param>
public abstract record Step(string Name, EquatableArray<string> Summary, StepRole Role)
{
    /// <summary>Whether it belongs to the backward pass.</summary>
    public bool IsBackward => Role != StepRole.Forward;

    /// <summary>The ids of the values that it reads from memory.</summary>
    public abstract IEnumerable<int> Reads { get; }

    /// <summary>The ids of the values that it writes to memory.</summary>
    public abstract IEnumerable<int> Writes { get; }
}

/// <summary>A matrix, or several, as a product sees them: as they lie in the memory of a value, and whether they are read transposed.</summary>
/// <param name="Value">The id of the value in whose memory they lie.</param>
/// <param name="Offset">The place of the first element.</param>
/// <param name="Rows">The rows in memory.</param>
/// <param name="Columns">The columns in memory.</param>
/// <param name="RowStride">The distance of neighbouring rows in memory.</param>
/// <param name="BatchStride">The distance of neighbouring matrices; 0 for one that serves all.</param>
/// <param name="Transposed">Whether they are read transposed.</param>
public sealed record MatrixOperand(
    int Value,
    Dimension Offset,
    Dimension Rows,
    Dimension Columns,
    Dimension RowStride,
    Dimension BatchStride,
    bool Transposed);

/// <summary>How far apart the rows of a product's result lie.</summary>
/// <param name="Row">The distance of neighbouring rows.</param>
/// <param name="Batch">The distance of neighbouring results where there are many.</param>
public sealed record ResultSpacing(Dimension Row, Dimension Batch);

/// <summary>A matrix product, or several of one size, and the pointwise work on the result.</summary>
/// <param name="Batch">The number of products; null for one.</param>
/// <param name="Product">The id of the product before the epilogue; it is stored only where it is the main result.</param>
/// <param name="Spacing">How far apart the rows of the main result lie; null where they follow one another.</param>
/// <param name="Epilogue">What happens to the product before it is stored; null for nothing.</param>
public sealed record ProductStep(
    string Name,
    EquatableArray<string> Summary,
    StepRole Role,
    Dimension? Batch,
    MatrixOperand Left,
    MatrixOperand Right,
    int Product,
    ResultSpacing? Spacing,
    Region? Epilogue) : Step(Name, Summary, Role)
{
    /// <summary>The id of the value that the kernel returns in its destination.</summary>
    public int Result => Epilogue?.Result ?? Product;

    public override IEnumerable<int> Reads => [Left.Value, Right.Value, .. Epilogue?.Operands.Select(operand => operand.Root) ?? []];

    public override IEnumerable<int> Writes => Epilogue is null ? [Product] : Epilogue.Results;
}

/// <summary>Pointwise work of its own.</summary>
public sealed record MapStep(string Name, EquatableArray<string> Summary, StepRole Role, Region Region)
    : Step(Name, Summary, Role)
{
    public override IEnumerable<int> Reads => Region.Operands.Select(operand => operand.Root);

    public override IEnumerable<int> Writes => Region.Results;
}

/// <summary>Pointwise work whose results are summed as they are computed.</summary>
/// <param name="Sums">One or two sums of columns, or one of everything.</param>
/// <param name="SumsRole">What the sums are for; a pass with another purpose computes the region alone.</param>
/// <param name="IsTotal">Whether everything is added to one number.</param>
public sealed record SumStep(
    string Name, EquatableArray<string> Summary, StepRole Role, Region Region, EquatableArray<RegionSum> Sums, StepRole SumsRole, bool IsTotal)
    : Step(Name, Summary, Role)
{
    public override IEnumerable<int> Reads => Region.Operands.Select(operand => operand.Root);

    public override IEnumerable<int> Writes => [.. Region.Results, .. Sums.Select(sum => sum.Result)];
}

/// <summary>The sum of what a region computes.</summary>
/// <param name="Source">The id of what is summed.</param>
/// <param name="Result">The id of what that gives.</param>
/// <param name="IsMean">Whether the sum is divided by the number of its terms.</param>
public sealed record RegionSum(int Source, int Result, bool IsMean);

/// <summary>A reduction.</summary>
public sealed record ReductionStep(
    string Name,
    EquatableArray<string> Summary,
    StepRole Role,
    Operation.Reduction Operation,
    int Source,
    int Result) : Step(Name, Summary, Role)
{
    public override IEnumerable<int> Reads => [Source];

    public override IEnumerable<int> Writes => [Result];
}

/// <summary>A kernel along one axis.</summary>
public sealed record AxisStep(
    string Name,
    EquatableArray<string> Summary,
    StepRole Role,
    Operation.AlongAxis Operation,
    EquatableArray<int> Sources,
    int Result) : Step(Name, Summary, Role)
{
    public override IEnumerable<int> Reads => Sources;

    public override IEnumerable<int> Writes => [Result];
}

/// <summary>The forward pass of other frames.</summary>
public sealed record RunStep(
    string Name,
    EquatableArray<string> Summary,
    FrameSite Site,
    EquatableArray<int> Arguments,
    EquatableArray<int> Results) : Step(Name, Summary, StepRole.Forward)
{
    public override IEnumerable<int> Reads => Arguments;

    public override IEnumerable<int> Writes => Results;
}

/// <summary>The backward pass of other frames.</summary>
/// <param name="ArgumentGradients">For each argument, the id of its gradient or -1; empty where none is wanted.</param>
/// <param name="ArgumentsRole">What the gradients of the arguments are for.</param>
public sealed record RunBackwardStep(
    string Name,
    EquatableArray<string> Summary,
    StepRole Role,
    FrameSite Site,
    EquatableArray<int> Arguments,
    EquatableArray<int> Results,
    EquatableArray<int> ResultGradients,
    EquatableArray<int> ArgumentGradients,
    StepRole ArgumentsRole) : Step(Name, Summary, Role)
{
    /// <summary>For a loop, the numbers of the arguments from outside that have a gradient: added up over the turns, or put together from their parts.</summary>
    public IEnumerable<int> CapturedGradients => Site is LoopSite loop
        ? Enumerable.Range(0, ArgumentGradients.Count).Where(i => i >= loop.Carried && ArgumentGradients[i] >= 0)
        : [];

    /// <summary>For a loop, the numbers of the results that have a gradient; indices have none.</summary>
    public IEnumerable<int> CarriedGradients(EquatableArray<Value> values) =>
        Enumerable.Range(0, Results.Count).Where(i => values[Results[i]].Element == ElementType.Float);

    public override IEnumerable<int> Reads => [.. Arguments, .. Site.IsComputedAgain ? [] : Results, .. ResultGradients];

    public override IEnumerable<int> Writes => [.. Site.IsComputedAgain ? Results : [], .. ArgumentGradients.Where(gradient => gradient >= 0)];
}

/// <summary>Values written one after the other along an axis of a result.</summary>
/// <param name="Parts">What is written: each region covers its own part of the result.</param>
public sealed record JoinStep(string Name, EquatableArray<string> Summary, StepRole Role, EquatableArray<Region> Parts, int Result)
    : Step(Name, Summary, Role)
{
    public override IEnumerable<int> Reads => Parts.SelectMany(part => part.Operands).Select(operand => operand.Root);

    public override IEnumerable<int> Writes => [Result];
}

/// <summary>A kernel over windows of images, and the pointwise work on its result.</summary>
/// <param name="Results">The ids of what the kernel gives; the first before the epilogue, so that it may not be stored.</param>
/// <param name="Epilogue">What happens to the first result before it is stored; null for nothing.</param>
public sealed record WindowStep(
    string Name,
    EquatableArray<string> Summary,
    StepRole Role,
    Operation.Window Call,
    EquatableArray<int> Sources,
    EquatableArray<int> Results,
    Region? Epilogue) : Step(Name, Summary, Role)
{
    /// <summary>The ids of the values that the kernel returns in its destinations.</summary>
    public IEnumerable<int> Destinations => Epilogue is null ? Results : [Epilogue.Result, .. Results.Skip(1)];

    public override IEnumerable<int> Reads => [.. Sources, .. Epilogue?.Operands.Select(operand => operand.Root) ?? []];

    public override IEnumerable<int> Writes => Epilogue is null ? Results : [.. Epilogue.Results, .. Results.Skip(1)];
}

/// <summary>A convolution and the pool of its result, which is taken where it is computed and never reaches memory.</summary>
/// <param name="Convolution">The convolution.</param>
/// <param name="Pool">The pool, whose source is what the convolution gives.</param>
public sealed record PooledStep(string Name, EquatableArray<string> Summary, StepRole Role, WindowStep Convolution, WindowStep Pool) : Step(Name, Summary, Role)
{
    /// <summary>The kernel that computes both.</summary>
    public string Method => $"{Convolution.Call.Method}MaxPool";

    public override IEnumerable<int> Reads => [.. Convolution.Reads, .. Pool.Reads.Except(Convolution.Destinations)];

    public override IEnumerable<int> Writes => Pool.Writes;
}

/// <summary>A kernel of the library.</summary>
/// <param name="Results">The ids of what it gives; -1 for a result that nobody wants.</param>
public sealed record KernelStep(
    string Name,
    EquatableArray<string> Summary,
    StepRole Role,
    Operation.LibraryCall Call,
    EquatableArray<int> Sources,
    EquatableArray<int> Results) : Step(Name, Summary, Role)
{
    public override IEnumerable<int> Reads => Sources;

    public override IEnumerable<int> Writes => Results.Where(result => result >= 0);
}
