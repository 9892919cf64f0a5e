using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>The last elements of a row, fewer than a block.</summary>
internal static unsafe class Tail
{
    /// <summary>A block of <paramref name="length"/> elements and, after them, <paramref name="padding"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block<V> Load<V>(float* source, nint length, float padding)
        where V : struct, IVector<V>
    {
        var lanes = stackalloc float[16];
        Block<V>.Broadcast(padding).Store(lanes);
        for (nint i = 0; i < length; i++)
            lanes[i] = source[i];
        return Block<V>.Load(lanes);
    }

    /// <summary>Writes the first <paramref name="length"/> lanes of a block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<V>(Block<V> block, float* destination, nint length)
        where V : struct, IVector<V>
    {
        var lanes = stackalloc float[16];
        block.Store(lanes);
        for (nint i = 0; i < length; i++)
            destination[i] = lanes[i];
    }
}
