using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>The product is the result.</summary>
public readonly struct NoEpilogue : IEpilogue
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V>(V product, nint row, nint column)
        where V : struct, IVector<V> => product;
}
