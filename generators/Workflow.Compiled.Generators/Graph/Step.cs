namespace Workflow.Compiled.Generators.Graphs;

/// <summary>One call of a kernel, and one method of the generated code.</summary>
/// <param name="Name">The name of the method.</param>
/// <param name="Summary">What it computes, as mathematics, one line a result.</param>
/// <param name="IsBackward">Whether it belongs to the backward pass.</param>
public abstract record Step(string Name, EquatableArray<string> Summary, bool IsBackward)
{
    /// <summary>The ids of the values that it reads from memory.</summary>
    public abstract IEnumerable<int> Reads { get; }

    /// <summary>The ids of the values that it writes to memory.</summary>
    public abstract IEnumerable<int> Writes { get; }
}

/// <summary>A matrix as a product sees it: a value, its rows and columns in memory, and whether it is read transposed.</summary>
public sealed record MatrixOperand(int Value, Dimension Rows, Dimension Columns, bool Transposed);

/// <summary>A matrix product and the pointwise work on its result.</summary>
/// <param name="Product">The id of the product before the epilogue; it is stored only where it is the main result.</param>
/// <param name="Epilogue">What happens to the product before it is stored; null for nothing.</param>
public sealed record ProductStep(
    string Name,
    EquatableArray<string> Summary,
    bool IsBackward,
    MatrixOperand Left,
    MatrixOperand Right,
    int Product,
    Region? Epilogue) : Step(Name, Summary, IsBackward)
{
    /// <summary>The id of the value that the kernel returns in its destination.</summary>
    public int Result => Epilogue is null ? Product : Epilogue.Results[Epilogue.Results.Count - 1];

    public override IEnumerable<int> Reads => [Left.Value, Right.Value, .. Epilogue?.Operands.Select(operand => operand.Value) ?? []];

    public override IEnumerable<int> Writes => Epilogue is null ? [Product] : Epilogue.Results;
}

/// <summary>Pointwise work of its own.</summary>
public sealed record MapStep(string Name, EquatableArray<string> Summary, bool IsBackward, Region Region)
    : Step(Name, Summary, IsBackward)
{
    public override IEnumerable<int> Reads => Region.Operands.Select(operand => operand.Value);

    public override IEnumerable<int> Writes => Region.Results;
}

/// <summary>A reduction.</summary>
public sealed record ReductionStep(
    string Name,
    EquatableArray<string> Summary,
    bool IsBackward,
    Operation.Reduction Operation,
    int Source,
    int Result) : Step(Name, Summary, IsBackward)
{
    public override IEnumerable<int> Reads => [Source];

    public override IEnumerable<int> Writes => [Result];
}

/// <summary>A kernel along one axis.</summary>
public sealed record AxisStep(
    string Name,
    EquatableArray<string> Summary,
    bool IsBackward,
    Operation.AlongAxis Operation,
    EquatableArray<int> Sources,
    int Result) : Step(Name, Summary, IsBackward)
{
    public override IEnumerable<int> Reads => Sources;

    public override IEnumerable<int> Writes => [Result];
}
