using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>The last elements of a row, fewer than a block.</summary>
internal static unsafe class Tail
{
    /// <summary>A block of <paramref name="length"/> elements and, after them, <paramref name="padding"/>.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Block<V> Load<V>(float* source, nint length, float padding)
        where V : struct, IVector<V>
    {
        var lanes = stackalloc float[16];
        Block<V>.Broadcast(padding).Store(lanes);
        Copy(source, lanes, length);
        return Block<V>.Load(lanes);
    }

    /// <summary>Writes the first <paramref name="length"/> lanes of a block.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Store<V>(Block<V> block, float* destination, nint length)
        where V : struct, IVector<V>
    {
        var lanes = stackalloc float[16];
        block.Store(lanes);
        Copy(lanes, destination, length);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy(float* source, float* destination, nint length)
    {
        nint i = 0;
        if ((length & 8) != 0)
        {
            Lanes8.Load(source).Store(destination);
            i = 8;
        }

        if ((length & 4) != 0)
        {
            Lanes4.Load(source + i).Store(destination + i);
            i += 4;
        }

        for (; i < length; i++)
            destination[i] = source[i];
    }
}
