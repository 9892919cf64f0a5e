namespace Workflow.Compiled.Generators.Graphs;

/// <summary>Pointwise statements over one rows x columns domain that run in one pass over memory.</summary>
/// <param name="Rows">The rows of the domain.</param>
/// <param name="Columns">The columns of the domain: what the lanes of a register run along.</param>
/// <param name="Operands">The values that are loaded.</param>
/// <param name="Statements">What is computed, in order.</param>
/// <param name="Targets">The values that are stored; the last one is the main result.</param>
public sealed record Region(
    Dimension Rows,
    Dimension Columns,
    EquatableArray<Operand> Operands,
    EquatableArray<Statement> Statements,
    EquatableArray<Target> Targets)
{
    /// <summary>The symbol that stands for the row in offsets; no length of the user can have this name.</summary>
    public const string RowSymbol = "#row";

    /// <summary>The row in offsets.</summary>
    public static readonly Dimension Row = Dimension.Symbol(RowSymbol);

    /// <summary>The number of the first element of a row, in terms of <see cref="RowSymbol"/>.</summary>
    public Dimension FirstOfRow => Rows.Equals(1) ? 0 : Row * Columns;

    /// <summary>The ids of the values that are stored.</summary>
    public EquatableArray<int> Results => Targets.Select(target => target.Value).ToEquatableArray();

    /// <summary>The id of the main result.</summary>
    public int Result => Targets[Targets.Count - 1].Value;
}

/// <summary>A value that is stored, and where: the elements of a row are neighbours.</summary>
/// <param name="Value">Its id.</param>
/// <param name="RowOffset">The index in its memory of the first element of a row, in terms of <see cref="Region.RowSymbol"/>.</param>
public sealed record Target(int Value, Dimension RowOffset);

/// <summary>A value that a region loads, and from where for each place of the domain.</summary>
/// <param name="Value">Its id.</param>
/// <param name="Root">The id of the value in whose memory it lies.</param>
/// <param name="RowOffset">The index of the first element that a row uses, in terms of <see cref="Region.RowSymbol"/>.</param>
/// <param name="ColumnStride">The distance of the elements that neighbouring columns use; 0 where a row uses one element throughout.</param>
public sealed record Operand(int Value, int Root, Dimension RowOffset, Dimension ColumnStride);

/// <summary>One pointwise computation of a region.</summary>
/// <param name="Value">The id of what it gives.</param>
/// <param name="Operation">What it does.</param>
/// <param name="Inputs">The ids of what it reads: operands, constants, and what earlier statements give.</param>
public sealed record Statement(int Value, Operation.Pointwise Operation, EquatableArray<int> Inputs);
