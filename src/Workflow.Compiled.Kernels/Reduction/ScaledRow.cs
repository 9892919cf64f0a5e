using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>Passes over one row that leave each element a simple function of itself.</summary>
internal static unsafe class ScaledRow
{
    /// <summary>destination = source * factor</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Scale<V>(float* source, nint length, float factor, float* destination)
        where V : struct, IVector<V>
    {
        nint i = 0;
        for (; i + V.Count <= length; i += V.Count)
            (V.Load(source + i) * V.Broadcast(factor)).Store(destination + i);
        for (; i + 4 <= length; i += 4)
            (Lanes4.Load(source + i) * Lanes4.Broadcast(factor)).Store(destination + i);
        for (; i < length; i++)
            destination[i] = source[i] * factor;
    }

    /// <summary>destination = (source - first) - second</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Shift<V>(float* source, nint length, float first, float second, float* destination)
        where V : struct, IVector<V>
    {
        nint i = 0;
        for (; i + V.Count <= length; i += V.Count)
            (V.Load(source + i) - V.Broadcast(first) - V.Broadcast(second)).Store(destination + i);
        for (; i + 4 <= length; i += 4)
            (Lanes4.Load(source + i) - Lanes4.Broadcast(first) - Lanes4.Broadcast(second)).Store(destination + i);
        for (; i < length; i++)
            destination[i] = source[i] - first - second;
    }
}
