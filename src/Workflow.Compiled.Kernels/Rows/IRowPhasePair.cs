namespace Workflow.Compiled.Kernels;

/// <summary>As <see cref="IRowPhase"/>, for two sums in one pass.</summary>
/// <remarks>Implement as a <c>readonly ref struct</c> whose <see cref="Invoke"/> is marked for aggressive inlining.</remarks>
public interface IRowPhasePair
{
    /// <summary>Gives both values of <typeparamref name="V"/>.Count neighbouring columns of one row; called once for each element.</summary>
    V Invoke<V>(nint row, nint column, out V second)
        where V : struct, IVector<V>;
}
