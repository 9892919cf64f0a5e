using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Workflow.Compiled.Kernels;

/// <summary>
/// The innermost loop: a tile of up to 14 rows and 2 registers of the result, held in registers while the inner dimension runs. For each of
/// its steps, one broadcast a row and one load a register of columns feed two multiply-adds a row.
/// </summary>
/// <remarks>
/// The accumulators are named locals because the JIT keeps locals, and nothing else, in registers. Rows and registers that a tile does not have are
/// removed by the JIT: the counts are constants of the type arguments.
/// </remarks>
internal static unsafe class MicroKernel
{
    private const int CacheLine = 64 / sizeof(float);

    /// <summary>Computes one tile.</summary>
    /// <param name="a">The first element of the tile's rows.</param>
    /// <param name="rowStride">From one row to the next.</param>
    /// <param name="stepStride">From one step of the inner dimension to the next.</param>
    /// <param name="b">The first element of the tile's columns.</param>
    /// <param name="columnsStride">From one step of the inner dimension to the next.</param>
    /// <param name="c">The first element of the result.</param>
    /// <param name="resultStride">From one row of the result to the next.</param>
    /// <param name="steps">The inner dimension.</param>
    /// <param name="accumulate">Whether to add to what the result holds.</param>
    /// <param name="ahead">What will be read or written next, of which one cache line is asked for with each step; null where that is not known: then the result's lines are asked for now.</param>
    /// <param name="runs">Where the inner dimension goes on, or null if the steps are one run.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<V, TRows, TRegisters, TRowStride>(
        float* a, nint rowStride, nint stepStride, float* b, nint columnsStride, float* c, nint resultStride, nint steps, bool accumulate, float* ahead, Runs* runs)
        where V : struct, IVector<V>
        where TRows : struct, ICount
        where TRegisters : struct, ICount
        where TRowStride : struct, IRowStride
    {
        rowStride = TRowStride.Resolve(rowStride);
        if (ahead is null)
        {
            Prefetch<V, TRows, TRegisters>(c, resultStride);
            ahead = b;
        }

        float* firstLeft = a, firstRight = b;
        nint run = 0;
        V c0l = V.Zero, c0h = V.Zero, c1l = V.Zero, c1h = V.Zero, c2l = V.Zero, c2h = V.Zero, c3l = V.Zero, c3h = V.Zero, c4l = V.Zero, c4h = V.Zero, c5l = V.Zero, c5h = V.Zero, c6l = V.Zero, c6h = V.Zero;
        V c7l = V.Zero, c7h = V.Zero, c8l = V.Zero, c8h = V.Zero, c9l = V.Zero, c9h = V.Zero, c10l = V.Zero, c10h = V.Zero, c11l = V.Zero, c11h = V.Zero, c12l = V.Zero, c12h = V.Zero, c13l = V.Zero, c13h = V.Zero;
        while (true)
        {
            for (nint step = 0; step < steps; step++)
            {
                var low = V.Load(b);
                var high = TRegisters.Count > 1 ? V.Load(b + V.Count) : V.Zero;
                var a0 = V.Broadcast(*a);
                c0l = V.MultiplyAdd(a0, low, c0l);
                if (TRegisters.Count > 1)
                    c0h = V.MultiplyAdd(a0, high, c0h);

                if (TRows.Count > 1)
                {
                    var a1 = V.Broadcast(a[rowStride]);
                    c1l = V.MultiplyAdd(a1, low, c1l);
                    if (TRegisters.Count > 1)
                        c1h = V.MultiplyAdd(a1, high, c1h);
                }

                if (TRows.Count > 2)
                {
                    var a2 = V.Broadcast(a[2 * rowStride]);
                    c2l = V.MultiplyAdd(a2, low, c2l);
                    if (TRegisters.Count > 1)
                        c2h = V.MultiplyAdd(a2, high, c2h);
                }

                if (TRows.Count > 3)
                {
                    var a3 = V.Broadcast(a[3 * rowStride]);
                    c3l = V.MultiplyAdd(a3, low, c3l);
                    if (TRegisters.Count > 1)
                        c3h = V.MultiplyAdd(a3, high, c3h);
                }

                if (TRows.Count > 4)
                {
                    var a4 = V.Broadcast(a[4 * rowStride]);
                    c4l = V.MultiplyAdd(a4, low, c4l);
                    if (TRegisters.Count > 1)
                        c4h = V.MultiplyAdd(a4, high, c4h);
                }

                if (TRows.Count > 5)
                {
                    var a5 = V.Broadcast(a[5 * rowStride]);
                    c5l = V.MultiplyAdd(a5, low, c5l);
                    if (TRegisters.Count > 1)
                        c5h = V.MultiplyAdd(a5, high, c5h);
                }

                if (TRows.Count > 6)
                {
                    var a6 = V.Broadcast(a[6 * rowStride]);
                    c6l = V.MultiplyAdd(a6, low, c6l);
                    if (TRegisters.Count > 1)
                        c6h = V.MultiplyAdd(a6, high, c6h);
                }

                if (TRows.Count > 7)
                {
                    var a7 = V.Broadcast(a[7 * rowStride]);
                    c7l = V.MultiplyAdd(a7, low, c7l);
                    if (TRegisters.Count > 1)
                        c7h = V.MultiplyAdd(a7, high, c7h);
                }

                if (TRows.Count > 8)
                {
                    var a8 = V.Broadcast(a[8 * rowStride]);
                    c8l = V.MultiplyAdd(a8, low, c8l);
                    if (TRegisters.Count > 1)
                        c8h = V.MultiplyAdd(a8, high, c8h);
                }

                if (TRows.Count > 9)
                {
                    var a9 = V.Broadcast(a[9 * rowStride]);
                    c9l = V.MultiplyAdd(a9, low, c9l);
                    if (TRegisters.Count > 1)
                        c9h = V.MultiplyAdd(a9, high, c9h);
                }

                if (TRows.Count > 10)
                {
                    var a10 = V.Broadcast(a[10 * rowStride]);
                    c10l = V.MultiplyAdd(a10, low, c10l);
                    if (TRegisters.Count > 1)
                        c10h = V.MultiplyAdd(a10, high, c10h);
                }

                if (TRows.Count > 11)
                {
                    var a11 = V.Broadcast(a[11 * rowStride]);
                    c11l = V.MultiplyAdd(a11, low, c11l);
                    if (TRegisters.Count > 1)
                        c11h = V.MultiplyAdd(a11, high, c11h);
                }

                if (TRows.Count > 12)
                {
                    var a12 = V.Broadcast(a[12 * rowStride]);
                    c12l = V.MultiplyAdd(a12, low, c12l);
                    if (TRegisters.Count > 1)
                        c12h = V.MultiplyAdd(a12, high, c12h);
                }

                if (TRows.Count > 13)
                {
                    var a13 = V.Broadcast(a[13 * rowStride]);
                    c13l = V.MultiplyAdd(a13, low, c13l);
                    if (TRegisters.Count > 1)
                        c13h = V.MultiplyAdd(a13, high, c13h);
                }

                if (Sse.IsSupported)
                    Sse.Prefetch0(ahead);
                a += stepStride;
                b += columnsStride;
                ahead += CacheLine;
            }

            if (runs is null || ++run >= runs->Count)
                break;
            a = firstLeft + runs->Left[run];
            b = firstRight + runs->Right[run];
        }

        Finish<V, TRegisters>(c, c0l, c0h, accumulate);
        if (TRows.Count > 1)
            Finish<V, TRegisters>(c + resultStride, c1l, c1h, accumulate);
        if (TRows.Count > 2)
            Finish<V, TRegisters>(c + 2 * resultStride, c2l, c2h, accumulate);
        if (TRows.Count > 3)
            Finish<V, TRegisters>(c + 3 * resultStride, c3l, c3h, accumulate);
        if (TRows.Count > 4)
            Finish<V, TRegisters>(c + 4 * resultStride, c4l, c4h, accumulate);
        if (TRows.Count > 5)
            Finish<V, TRegisters>(c + 5 * resultStride, c5l, c5h, accumulate);
        if (TRows.Count > 6)
            Finish<V, TRegisters>(c + 6 * resultStride, c6l, c6h, accumulate);
        if (TRows.Count > 7)
            Finish<V, TRegisters>(c + 7 * resultStride, c7l, c7h, accumulate);
        if (TRows.Count > 8)
            Finish<V, TRegisters>(c + 8 * resultStride, c8l, c8h, accumulate);
        if (TRows.Count > 9)
            Finish<V, TRegisters>(c + 9 * resultStride, c9l, c9h, accumulate);
        if (TRows.Count > 10)
            Finish<V, TRegisters>(c + 10 * resultStride, c10l, c10h, accumulate);
        if (TRows.Count > 11)
            Finish<V, TRegisters>(c + 11 * resultStride, c11l, c11h, accumulate);
        if (TRows.Count > 12)
            Finish<V, TRegisters>(c + 12 * resultStride, c12l, c12h, accumulate);
        if (TRows.Count > 13)
            Finish<V, TRegisters>(c + 13 * resultStride, c13l, c13h, accumulate);
    }

    /// <summary>Asks for the result's cache lines now, so that they have come from a far cache when the sums are done.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Prefetch<V, TRows, TRegisters>(float* c, nint resultStride)
        where V : struct, IVector<V>
        where TRows : struct, ICount
        where TRegisters : struct, ICount
    {
        for (var row = 0; Sse.IsSupported && row < TRows.Count; row++)
        {
            Sse.Prefetch0(c);
            Sse.Prefetch0(c + (TRegisters.Count * V.Count) - 1);
            if (TRegisters.Count > 1)
                Sse.Prefetch0(c + V.Count);
            c += resultStride;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish<V, TRegisters>(float* c, V low, V high, bool accumulate)
        where V : struct, IVector<V>
        where TRegisters : struct, ICount
    {
        if (accumulate)
            low += V.Load(c);
        low.Store(c);
        if (TRegisters.Count > 1)
        {
            if (accumulate)
                high += V.Load(c + V.Count);
            high.Store(c + V.Count);
        }
    }
}
