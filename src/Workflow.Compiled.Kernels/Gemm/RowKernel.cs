using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>
/// One row times a matrix: nothing is read twice, so speed is that of streaming the matrix. Rows of it are read as they lie, in long runs, into enough
/// sums to hide the latency of an addition.
/// </summary>
internal static unsafe class RowKernel
{
    private const int Registers = 8;

    /// <summary>The number of columns of one call.</summary>
    public static nint Width<V>()
        where V : struct, IVector<V> => Registers * V.Count;

    /// <summary>Computes neighbouring elements of the result, each in the order in which the micro-kernel does.</summary>
    /// <inheritdoc cref="MicroKernel.Run"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<V>(float* a, nint stepStride, float* b, nint columnsStride, float* c, nint steps, bool accumulate)
        where V : struct, IVector<V>
    {
        V c0 = V.Zero, c1 = V.Zero, c2 = V.Zero, c3 = V.Zero, c4 = V.Zero, c5 = V.Zero, c6 = V.Zero, c7 = V.Zero;
        for (nint step = 0; step < steps; step++)
        {
            var value = V.Broadcast(*a);
            c0 = V.MultiplyAdd(value, V.Load(b), c0);
            c1 = V.MultiplyAdd(value, V.Load(b + V.Count), c1);
            c2 = V.MultiplyAdd(value, V.Load(b + (2 * V.Count)), c2);
            c3 = V.MultiplyAdd(value, V.Load(b + (3 * V.Count)), c3);
            c4 = V.MultiplyAdd(value, V.Load(b + (4 * V.Count)), c4);
            c5 = V.MultiplyAdd(value, V.Load(b + (5 * V.Count)), c5);
            c6 = V.MultiplyAdd(value, V.Load(b + (6 * V.Count)), c6);
            c7 = V.MultiplyAdd(value, V.Load(b + (7 * V.Count)), c7);
            a += stepStride;
            b += columnsStride;
        }

        Finish(c, c0, accumulate);
        Finish(c + V.Count, c1, accumulate);
        Finish(c + (2 * V.Count), c2, accumulate);
        Finish(c + (3 * V.Count), c3, accumulate);
        Finish(c + (4 * V.Count), c4, accumulate);
        Finish(c + (5 * V.Count), c5, accumulate);
        Finish(c + (6 * V.Count), c6, accumulate);
        Finish(c + (7 * V.Count), c7, accumulate);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish<V>(float* c, V sum, bool accumulate)
        where V : struct, IVector<V>
    {
        if (accumulate)
            sum += V.Load(c);
        sum.Store(c);
    }
}
