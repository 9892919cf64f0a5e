namespace Workflow.Compiled.Generators.Graphs;

/// <summary>Reductions over rows and the pointwise work before, between and behind them, row by row: a row is read once and stays in the first cache.</summary>
/// <param name="Name">The name of the method.</param>
/// <param name="Summary">What it computes.</param>
/// <param name="Role">What it is for.</param>
/// <param name="Rows">The number of rows.</param>
/// <param name="Columns">The length of a row.</param>
/// <param name="Operands">The values that are loaded.</param>
/// <param name="Parts">What happens to a row, in order.</param>
/// <param name="Targets">The values that are stored.</param>
public sealed record RowStep(
    string Name,
    EquatableArray<string> Summary,
    StepRole Role,
    Dimension Rows,
    Dimension Columns,
    EquatableArray<Operand> Operands,
    EquatableArray<RowPart> Parts,
    EquatableArray<Target> Targets) : Step(Name, Summary, Role)
{
    public override IEnumerable<int> Reads => Operands.Select(operand => operand.Root);

    public override IEnumerable<int> Writes => Targets.Select(target => target.Value);
}

/// <summary>One thing that happens to a row.</summary>
/// <param name="Statements">What is computed, in order.</param>
/// <param name="Stores">What is stored, and where.</param>
public abstract record RowPart(EquatableArray<Statement> Statements, EquatableArray<RowPlace> Stores);

/// <summary>Numbers that a row has one of.</summary>
public sealed record RowScalars(EquatableArray<Statement> Statements, EquatableArray<RowPlace> Stores) : RowPart(Statements, Stores);

/// <summary>A pass over the columns.</summary>
/// <param name="Kernel">The method of the kernel class <c>RowLoop</c>.</param>
/// <param name="Reduced">The ids of the values that are reduced, and of what that gives; none for a pass that only stores.</param>
/// <param name="Loads">What an earlier pass has stored, and where.</param>
public sealed record RowLoop(
    string Kernel,
    EquatableArray<RowReduction> Reduced,
    EquatableArray<RowPlace> Loads,
    EquatableArray<Statement> Statements,
    EquatableArray<RowPlace> Stores) : RowPart(Statements, Stores);

/// <summary>A reduction of a row.</summary>
/// <param name="Source">The id of what is reduced.</param>
/// <param name="Result">The id of what that gives.</param>
/// <param name="IsMean">Whether the sum is divided by the number of columns.</param>
public sealed record RowReduction(int Source, int Result, bool IsMean);

/// <summary>A value in memory.</summary>
/// <param name="Value">Its id.</param>
/// <param name="Place">The id of the value in whose memory it lies: its own, or a result that is written over it later.</param>
public sealed record RowPlace(int Value, int Place);
