using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>Takes what is valid of a tile that was computed into scratch memory: what the result is, or what is added to it.</summary>
internal readonly unsafe ref struct ScratchTile : IEpilogue
{
    public required float* Values { get; init; }

    public required nint Stride { get; init; }

    public required bool Accumulate { get; init; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V>(V product, nint row, nint column)
        where V : struct, IVector<V>
    {
        var values = V.Load(Values + (row * Stride) + column);
        return Accumulate ? values + product : values;
    }
}
