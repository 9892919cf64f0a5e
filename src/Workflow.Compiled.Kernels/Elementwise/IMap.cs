namespace Workflow.Compiled.Kernels;

/// <summary>
/// The body of a pointwise kernel: computes the lanes that start at one place of a rows x columns domain. It loads its own operands
/// and stores its own results, so any number of either, with any broadcasting, is one pass over memory.
/// </summary>
/// <remarks>Implement as a <c>readonly ref struct</c> whose <see cref="Invoke"/> is marked for aggressive inlining.</remarks>
public interface IMap
{
    /// <summary>Computes <typeparamref name="V"/>.Count neighbouring columns of one row.</summary>
    void Invoke<V>(nint row, nint column)
        where V : struct, IVector<V>;
}
