namespace Workflow.Compiled.Kernels;

/// <summary>
/// What happens to one row: reductions over it (<see cref="RowLoop"/>), scalar arithmetic, and pointwise work with what they gave, while the row
/// stays in the first cache.
/// </summary>
/// <remarks>Implement as a <c>readonly ref struct</c>; <see cref="Invoke"/> makes a phase for each pass over the row and hands it to <see cref="RowLoop"/>.</remarks>
public interface IRowMap
{
    /// <summary>Computes one row; rows may come in any order and at the same time.</summary>
    /// <param name="row">Its number.</param>
    void Invoke(nint row);
}
