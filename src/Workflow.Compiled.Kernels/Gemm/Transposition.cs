using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Workflow.Compiled.Kernels;

/// <summary>Copies columns whose steps are contiguous in memory into a panel whose columns are.</summary>
internal static unsafe class Transposition
{
    /// <inheritdoc cref="Packing.Panel"/>
    public static void Run(float* source, nint columnStride, nint steps, nint columns, nint width, float* panel)
    {
        var atOnce = Avx512F.IsSupported && width % 16 == 0 ? 16 : 4;
        for (nint column = 0; column < columns; column += atOnce)
        {
            // Beyond the last column its neighbours are copies of it: what is computed from them is never read.
            var last = columns - 1 - column;
            var start = source + (column * columnStride);
            if (atOnce == 16)
                Sixteen(start, columnStride, last, steps, width, panel + column);
            else
                Four(start, columnStride, last, steps, width, panel + column);
        }
    }

    /// <summary>
    /// 16 columns, four steps at a time: a register holds four steps of each fourth column, so transposing 4 x 4 inside each 128 bits
    /// leaves a step of all 16 columns in a register, and nothing crosses them.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    private static void Sixteen(float* source, nint columnStride, nint last, nint steps, nint width, float* panel)
    {
        var columns = stackalloc float*[16];
        for (nint column = 0; column < 16; column++)
            columns[column] = source + (Math.Min(column, last) * columnStride);
        nint step = 0;
        for (; step <= steps - 4; step += 4)
        {
            var r0 = FourSteps(columns, step);
            var r1 = FourSteps(columns + 1, step);
            var r2 = FourSteps(columns + 2, step);
            var r3 = FourSteps(columns + 3, step);
            var (low01, high01) = (Avx512F.UnpackLow(r0, r1).AsDouble(), Avx512F.UnpackHigh(r0, r1).AsDouble());
            var (low23, high23) = (Avx512F.UnpackLow(r2, r3).AsDouble(), Avx512F.UnpackHigh(r2, r3).AsDouble());
            Avx512F.UnpackLow(low01, low23).AsSingle().Store(panel);
            Avx512F.UnpackHigh(low01, low23).AsSingle().Store(panel + width);
            Avx512F.UnpackLow(high01, high23).AsSingle().Store(panel + (2 * width));
            Avx512F.UnpackHigh(high01, high23).AsSingle().Store(panel + (3 * width));
            panel += 4 * width;
        }

        for (; step < steps; step++)
        {
            for (nint column = 0; column < 16; column++)
                panel[column] = columns[column][step];
            panel += width;
        }
    }

    /// <summary>Four steps of columns 0, 4, 8 and 12.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> FourSteps(float** columns, nint step) => Vector512.Create(
        Vector256.Create(Vector128.Load(columns[0] + step), Vector128.Load(columns[4] + step)),
        Vector256.Create(Vector128.Load(columns[8] + step), Vector128.Load(columns[12] + step)));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Four(float* source, nint columnStride, nint last, nint steps, nint width, float* panel)
    {
        var s1 = source + (Math.Min(1, last) * columnStride);
        var s2 = source + (Math.Min(2, last) * columnStride);
        var s3 = source + (Math.Min(3, last) * columnStride);
        nint step = 0;
        for (; Sse.IsSupported && step <= steps - 4; step += 4)
        {
            var (r0, r1, r2, r3) = (Vector128.Load(source + step), Vector128.Load(s1 + step), Vector128.Load(s2 + step), Vector128.Load(s3 + step));
            var (low01, high01) = (Sse.UnpackLow(r0, r1), Sse.UnpackHigh(r0, r1));
            var (low23, high23) = (Sse.UnpackLow(r2, r3), Sse.UnpackHigh(r2, r3));
            Sse.MoveLowToHigh(low01, low23).Store(panel);
            Sse.MoveHighToLow(low23, low01).Store(panel + width);
            Sse.MoveLowToHigh(high01, high23).Store(panel + (2 * width));
            Sse.MoveHighToLow(high23, high01).Store(panel + (3 * width));
            panel += 4 * width;
        }

        for (; step < steps; step++)
        {
            panel[0] = source[step];
            panel[1] = s1[step];
            panel[2] = s2[step];
            panel[3] = s3[step];
            panel += width;
        }
    }
}
