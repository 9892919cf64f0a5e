using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Workflow.Compiled.Kernels;

/// <summary>Copies blocks of the factors into the order in which the micro-kernel reads them.</summary>
internal static unsafe class Packing
{
    /// <summary>Copies columns into a panel: for each step of the inner dimension its columns side by side. Columns beyond the last hold nothing of meaning.</summary>
    /// <param name="source">The first element; a step is a row of it, a column a column.</param>
    /// <param name="stepStride">From one step to the next.</param>
    /// <param name="columnStride">From one column to the next.</param>
    /// <param name="steps">The number of steps.</param>
    /// <param name="columns">The number of columns, at most the width.</param>
    /// <param name="width">The number of columns of the panel, a multiple of 4.</param>
    /// <param name="panel">Where the panel goes.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Panel<V>(float* source, nint stepStride, nint columnStride, nint steps, nint columns, nint width, float* panel)
        where V : struct, IVector<V>
    {
        if (columnStride == 1)
            CopyRows<V>(source, stepStride, steps, columns, width, panel);
        else
            Transpose(source, columnStride, steps, columns, width, panel);
    }

    private static void CopyRows<V>(float* source, nint stepStride, nint steps, nint columns, nint width, float* panel)
        where V : struct, IVector<V>
    {
        for (nint step = 0; step < steps; step++)
        {
            nint column = 0;
            for (; column <= columns - V.Count; column += V.Count)
                V.Load(source + column).Store(panel + column);
            for (; column < columns; column++)
                panel[column] = source[column];
            source += stepStride;
            panel += width;
        }
    }

    private static void Transpose(float* source, nint columnStride, nint steps, nint columns, nint width, float* panel)
    {
        // Beyond the last column its neighbours are copies of it: what is computed from them is never read.
        for (nint column = 0; column < columns; column += 4)
        {
            var last = columns - 1 - column;
            TransposeFour(
                source + (column * columnStride),
                Math.Min(1, last) * columnStride,
                Math.Min(2, last) * columnStride,
                Math.Min(3, last) * columnStride,
                steps,
                width,
                panel + column);
        }
    }

    /// <summary>Four columns, whose steps are contiguous in memory, four steps at a time.</summary>
    private static void TransposeFour(float* s0, nint second, nint third, nint fourth, nint steps, nint width, float* panel)
    {
        float* s1 = s0 + second, s2 = s0 + third, s3 = s0 + fourth;
        nint step = 0;
        for (; step <= steps - 4; step += 4)
        {
            var (r0, r1, r2, r3) = (Vector128.Load(s0 + step), Vector128.Load(s1 + step), Vector128.Load(s2 + step), Vector128.Load(s3 + step));
            var (low01, high01) = (Interleave(r0, r1, low: true), Interleave(r0, r1, low: false));
            var (low23, high23) = (Interleave(r2, r3, low: true), Interleave(r2, r3, low: false));
            var target = panel + (step * width);
            Vector128.Create(low01.GetLower(), low23.GetLower()).Store(target);
            Vector128.Create(low01.GetUpper(), low23.GetUpper()).Store(target + width);
            Vector128.Create(high01.GetLower(), high23.GetLower()).Store(target + (2 * width));
            Vector128.Create(high01.GetUpper(), high23.GetUpper()).Store(target + (3 * width));
        }

        for (; step < steps; step++)
        {
            var target = panel + (step * width);
            target[0] = s0[step];
            target[1] = s1[step];
            target[2] = s2[step];
            target[3] = s3[step];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Interleave(Vector128<float> a, Vector128<float> b, bool low) => low
        ? Sse.IsSupported ? Sse.UnpackLow(a, b) : Vector128.Create(a[0], b[0], a[1], b[1])
        : Sse.IsSupported ? Sse.UnpackHigh(a, b) : Vector128.Create(a[2], b[2], a[3], b[3]);
}
