using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>Adds rows to rows of a table; a unit is some columns of all, so that one thread alone adds to an element.</summary>
internal readonly unsafe struct EmbeddingColumns(float* gradient, int* indices, nint count, nint width, float* table, int paddingIndex) : IRangeKernel
{
    /// <summary>The columns of a unit: a cache line.</summary>
    public const int Unit = 16;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<V>(nint from, nint to)
        where V : struct, IVector<V>
    {
        var (first, last) = (from * Unit, Math.Min(width, to * Unit));
        for (nint i = 0; i < count; i++)
        {
            if (indices[i] != paddingIndex)
                Add<V>(gradient + (i * width) + first, last - first, table + (indices[i] * width) + first);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<V>(float* source, nint length, float* destination)
        where V : struct, IVector<V>
    {
        nint i = 0;
        for (; i + V.Count <= length; i += V.Count)
            (V.Load(destination + i) + V.Load(source + i)).Store(destination + i);
        for (; i + Lanes4.Count <= length; i += Lanes4.Count)
            (Lanes4.Load(destination + i) + Lanes4.Load(source + i)).Store(destination + i);
        for (; i < length; i++)
            destination[i] += source[i];
    }
}
