namespace Workflow.Compiled.Kernels;

/// <summary>
/// What happens to an element of a matrix product before it is stored: bias, activation, residual, mask. It may load other operands at
/// (row, column) and store further results there; what it returns becomes the element of the result.
/// </summary>
/// <remarks>Implement as a <c>readonly ref struct</c> whose <see cref="Invoke"/> is marked for aggressive inlining.</remarks>
public interface IEpilogue
{
    /// <summary>Finishes <typeparamref name="V"/>.Count neighbouring columns of one row of the product.</summary>
    V Invoke<V>(V product, nint row, nint column)
        where V : struct, IVector<V>;
}
