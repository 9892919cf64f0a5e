namespace Workflow.Compiled.Kernels;

/// <summary>A kernel that goes down neighbouring columns of a matrix.</summary>
internal interface IColumnKernel
{
    /// <summary>Computes <typeparamref name="V"/>.Count columns.</summary>
    /// <param name="first">The index of the element they start with.</param>
    void Columns<V>(nint first)
        where V : struct, IVector<V>;
}
