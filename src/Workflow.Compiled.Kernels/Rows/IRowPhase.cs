namespace Workflow.Compiled.Kernels;

/// <summary>
/// The body of one pass that reduces: gives what is reduced. It loads its own operands and may store side results at (row, column). A pass that
/// reduces nothing is an <see cref="IMap"/>.
/// </summary>
/// <remarks>Implement as a <c>readonly ref struct</c> whose <see cref="Invoke"/> is marked for aggressive inlining.</remarks>
public interface IRowPhase
{
    /// <summary>Gives the values of <typeparamref name="V"/>.Count neighbouring columns of one row; called once for each element.</summary>
    V Invoke<V>(nint row, nint column)
        where V : struct, IVector<V>;
}
