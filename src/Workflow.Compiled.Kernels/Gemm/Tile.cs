using System.Runtime.CompilerServices;
namespace Workflow.Compiled.Kernels;

/// <summary>Calls the micro-kernel that was compiled for a number of rows.</summary>
internal static unsafe class Tile
{
    /// <summary>The rows of the largest tile: 14 where there are 32 registers, 6 where there are 16.</summary>
    public static int MaxRows<V>()
        where V : struct, IVector<V> =>
        Blocking.HasManyRegisters<V>() ? 14 : 6;

    /// <inheritdoc cref="MicroKernel.Run"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<V, TRegisters, TRowStride>(
        int rows, float* a, nint rowStride, nint stepStride, float* b, nint columnsStride, float* c, nint resultStride, nint steps, bool accumulate, float* ahead = null, Runs* runs = null)
        where V : struct, IVector<V>
        where TRegisters : struct, ICount
        where TRowStride : struct, IRowStride
    {
        switch (rows)
        {
            case 14:
                MicroKernel.Run<V, Counts.Fourteen, TRegisters, TRowStride>(a, rowStride, stepStride, b, columnsStride, c, resultStride, steps, accumulate, ahead, runs);
                break;
            case 13:
                MicroKernel.Run<V, Counts.Thirteen, TRegisters, TRowStride>(a, rowStride, stepStride, b, columnsStride, c, resultStride, steps, accumulate, ahead, runs);
                break;
            case 12:
                MicroKernel.Run<V, Counts.Twelve, TRegisters, TRowStride>(a, rowStride, stepStride, b, columnsStride, c, resultStride, steps, accumulate, ahead, runs);
                break;
            case 11:
                MicroKernel.Run<V, Counts.Eleven, TRegisters, TRowStride>(a, rowStride, stepStride, b, columnsStride, c, resultStride, steps, accumulate, ahead, runs);
                break;
            case 10:
                MicroKernel.Run<V, Counts.Ten, TRegisters, TRowStride>(a, rowStride, stepStride, b, columnsStride, c, resultStride, steps, accumulate, ahead, runs);
                break;
            case 9:
                MicroKernel.Run<V, Counts.Nine, TRegisters, TRowStride>(a, rowStride, stepStride, b, columnsStride, c, resultStride, steps, accumulate, ahead, runs);
                break;
            case 8:
                MicroKernel.Run<V, Counts.Eight, TRegisters, TRowStride>(a, rowStride, stepStride, b, columnsStride, c, resultStride, steps, accumulate, ahead, runs);
                break;
            case 7:
                MicroKernel.Run<V, Counts.Seven, TRegisters, TRowStride>(a, rowStride, stepStride, b, columnsStride, c, resultStride, steps, accumulate, ahead, runs);
                break;
            case 6:
                MicroKernel.Run<V, Counts.Six, TRegisters, TRowStride>(a, rowStride, stepStride, b, columnsStride, c, resultStride, steps, accumulate, ahead, runs);
                break;
            case 5:
                MicroKernel.Run<V, Counts.Five, TRegisters, TRowStride>(a, rowStride, stepStride, b, columnsStride, c, resultStride, steps, accumulate, ahead, runs);
                break;
            case 4:
                MicroKernel.Run<V, Counts.Four, TRegisters, TRowStride>(a, rowStride, stepStride, b, columnsStride, c, resultStride, steps, accumulate, ahead, runs);
                break;
            case 3:
                MicroKernel.Run<V, Counts.Three, TRegisters, TRowStride>(a, rowStride, stepStride, b, columnsStride, c, resultStride, steps, accumulate, ahead, runs);
                break;
            case 2:
                MicroKernel.Run<V, Counts.Two, TRegisters, TRowStride>(a, rowStride, stepStride, b, columnsStride, c, resultStride, steps, accumulate, ahead, runs);
                break;
            default:
                MicroKernel.Run<V, Counts.One, TRegisters, TRowStride>(a, rowStride, stepStride, b, columnsStride, c, resultStride, steps, accumulate, ahead, runs);
                break;
        }
    }
}
