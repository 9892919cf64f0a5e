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

    // Steps from one request for a row of the result to the next: few enough for short sums, and for the branch predictor to count them.
    private const int Stretch = 8;

    /// <summary>Computes one tile.</summary>
    /// <param name="a">The first element of the tile's rows.</param>
    /// <param name="rowStride">From one row to the next.</param>
    /// <param name="stepStride">From one step of the inner dimension to the next.</param>
    /// <param name="b">The first element of the tile's columns.</param>
    /// <param name="columnsStride">From one step of the inner dimension to the next, at least 1.</param>
    /// <param name="c">The first element of the result.</param>
    /// <param name="resultStride">From one row of the result to the next.</param>
    /// <param name="steps">The inner dimension.</param>
    /// <param name="accumulate">Whether to add to what the result holds.</param>
    /// <param name="ahead">What will be read or written next, of which one cache line is asked for with each step; null where that is not known: then the result's rows are asked for one after the other.</param>
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

        // The result's rows come from a far cache while sums are formed, one now and then, so that the factors wait in no queue behind them.
        var resultRow = c;
        var rowsToAsk = ahead is null ? TRows.Count : 0;
        var aheadStep = ahead is null ? 0 : CacheLine;
        if (ahead is null)
            ahead = c;

        float* firstLeft = a, firstRight = b;
        nint run = 0;
        V c0l = V.Zero, c0h = V.Zero, c1l = V.Zero, c1h = V.Zero, c2l = V.Zero, c2h = V.Zero, c3l = V.Zero, c3h = V.Zero, c4l = V.Zero, c4h = V.Zero, c5l = V.Zero, c5h = V.Zero, c6l = V.Zero, c6h = V.Zero;
        V c7l = V.Zero, c7h = V.Zero, c8l = V.Zero, c8h = V.Zero, c9l = V.Zero, c9h = V.Zero, c10l = V.Zero, c10h = V.Zero, c11l = V.Zero, c11h = V.Zero, c12l = V.Zero, c12h = V.Zero, c13l = V.Zero, c13h = V.Zero;
        while (true)
        {
            var end = b + (steps * columnsStride);
            while (b < end)
            {
                if (rowsToAsk > 0)
                {
                    rowsToAsk--;
                    Prefetch<V, TRegisters>(resultRow);
                    resultRow += resultStride;
                }

                var pause = end - b > Stretch * columnsStride ? b + (Stretch * columnsStride) : end;
                do
                {
                    var low = V.Load(b);
                    var high = TRegisters.Count > 1 ? V.Load(b + V.Count) : V.Zero;
                    var a0 = V.Broadcast(*a);
                    V.AddProduct(ref c0l, a0, low);
                    if (TRegisters.Count > 1)
                        V.AddProduct(ref c0h, a0, high);

                    if (TRows.Count > 1)
                    {
                        var a1 = V.Broadcast(a[rowStride]);
                        V.AddProduct(ref c1l, a1, low);
                        if (TRegisters.Count > 1)
                            V.AddProduct(ref c1h, a1, high);
                    }

                    if (TRows.Count > 2)
                    {
                        var a2 = V.Broadcast(a[2 * rowStride]);
                        V.AddProduct(ref c2l, a2, low);
                        if (TRegisters.Count > 1)
                            V.AddProduct(ref c2h, a2, high);
                    }

                    if (TRows.Count > 3)
                    {
                        var a3 = V.Broadcast(a[3 * rowStride]);
                        V.AddProduct(ref c3l, a3, low);
                        if (TRegisters.Count > 1)
                            V.AddProduct(ref c3h, a3, high);
                    }

                    if (TRows.Count > 4)
                    {
                        var a4 = V.Broadcast(a[4 * rowStride]);
                        V.AddProduct(ref c4l, a4, low);
                        if (TRegisters.Count > 1)
                            V.AddProduct(ref c4h, a4, high);
                    }

                    if (TRows.Count > 5)
                    {
                        var a5 = V.Broadcast(a[5 * rowStride]);
                        V.AddProduct(ref c5l, a5, low);
                        if (TRegisters.Count > 1)
                            V.AddProduct(ref c5h, a5, high);
                    }

                    if (TRows.Count > 6)
                    {
                        var a6 = V.Broadcast(a[6 * rowStride]);
                        V.AddProduct(ref c6l, a6, low);
                        if (TRegisters.Count > 1)
                            V.AddProduct(ref c6h, a6, high);
                    }

                    if (TRows.Count > 7)
                    {
                        var a7 = V.Broadcast(a[7 * rowStride]);
                        V.AddProduct(ref c7l, a7, low);
                        if (TRegisters.Count > 1)
                            V.AddProduct(ref c7h, a7, high);
                    }

                    if (TRows.Count > 8)
                    {
                        var a8 = V.Broadcast(a[8 * rowStride]);
                        V.AddProduct(ref c8l, a8, low);
                        if (TRegisters.Count > 1)
                            V.AddProduct(ref c8h, a8, high);
                    }

                    if (TRows.Count > 9)
                    {
                        var a9 = V.Broadcast(a[9 * rowStride]);
                        V.AddProduct(ref c9l, a9, low);
                        if (TRegisters.Count > 1)
                            V.AddProduct(ref c9h, a9, high);
                    }

                    if (TRows.Count > 10)
                    {
                        var a10 = V.Broadcast(a[10 * rowStride]);
                        V.AddProduct(ref c10l, a10, low);
                        if (TRegisters.Count > 1)
                            V.AddProduct(ref c10h, a10, high);
                    }

                    if (TRows.Count > 11)
                    {
                        var a11 = V.Broadcast(a[11 * rowStride]);
                        V.AddProduct(ref c11l, a11, low);
                        if (TRegisters.Count > 1)
                            V.AddProduct(ref c11h, a11, high);
                    }

                    if (TRows.Count > 12)
                    {
                        var a12 = V.Broadcast(a[12 * rowStride]);
                        V.AddProduct(ref c12l, a12, low);
                        if (TRegisters.Count > 1)
                            V.AddProduct(ref c12h, a12, high);
                    }

                    if (TRows.Count > 13)
                    {
                        var a13 = V.Broadcast(a[13 * rowStride]);
                        V.AddProduct(ref c13l, a13, low);
                        if (TRegisters.Count > 1)
                            V.AddProduct(ref c13h, a13, high);
                    }

                    if (Sse.IsSupported)
                        Sse.Prefetch0(ahead);
                    a += stepStride;
                    b += columnsStride;
                    ahead += aheadStep;
                }
                while (b < pause);
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

    /// <summary>Asks for cache lines of one row of the result.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Prefetch<V, TRegisters>(float* result)
        where V : struct, IVector<V>
        where TRegisters : struct, ICount
    {
        if (!Sse.IsSupported)
            return;
        Sse.Prefetch1(result);
        if (TRegisters.Count > 1)
            Sse.Prefetch1(result + V.Count);
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
