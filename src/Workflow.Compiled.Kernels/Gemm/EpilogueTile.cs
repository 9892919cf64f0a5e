using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>Applies an epilogue to a tile that the micro-kernel has just stored and that is therefore in the first cache.</summary>
internal static unsafe class EpilogueTile
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Apply<V, TEpilogue>(
        scoped in TEpilogue epilogue, nint firstRow, nint rows, nint firstColumn, nint columns, float* result, nint stride)
        where V : struct, IVector<V>
        where TEpilogue : struct, IEpilogue, allows ref struct
    {
        for (nint row = 0; row < rows; row++)
        {
            nint column = 0;
            for (; column <= columns - V.Count; column += V.Count)
                Apply<V, TEpilogue>(in epilogue, firstRow + row, firstColumn + column, result + column);
            for (; V.Count > 8 && column <= columns - 8; column += 8)
                Apply<Lanes8, TEpilogue>(in epilogue, firstRow + row, firstColumn + column, result + column);
            for (; V.Count > 4 && column <= columns - 4; column += 4)
                Apply<Lanes4, TEpilogue>(in epilogue, firstRow + row, firstColumn + column, result + column);
            for (; column < columns; column++)
                Apply<Lanes1, TEpilogue>(in epilogue, firstRow + row, firstColumn + column, result + column);
            result += stride;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Apply<V, TEpilogue>(scoped in TEpilogue epilogue, nint row, nint column, float* result)
        where V : struct, IVector<V>
        where TEpilogue : struct, IEpilogue, allows ref struct =>
        epilogue.Invoke(V.Load(result), row, column).Store(result);
}
