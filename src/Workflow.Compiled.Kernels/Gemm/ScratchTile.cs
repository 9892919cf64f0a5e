using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>Takes what is valid of a tile that was computed into scratch memory: what the result is, or what is added to it.</summary>
internal static unsafe class ScratchTile
{
    /// <summary>Stores or adds up to two registers of columns.</summary>
    public static void Keep<V>(float* tile, nint tileStride, nint rows, nint columns, float* result, nint resultStride, bool accumulate)
        where V : struct, IVector<V>
    {
        if (columns >= V.Count)
            Rows<V>(tile, tileStride, rows, columns, result, resultStride, accumulate);
        else if (columns >= Lanes8.Count)
            Rows<Lanes8>(tile, tileStride, rows, columns, result, resultStride, accumulate);
        else if (columns >= Lanes4.Count)
            Rows<Lanes4>(tile, tileStride, rows, columns, result, resultStride, accumulate);
        else
            NarrowRows(tile, tileStride, rows, columns, result, resultStride, accumulate);
    }

    /// <summary>Rows of one to two registers: the second ends where the row ends and may overlap the first, so both are loaded before either is stored.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows<V>(float* tile, nint tileStride, nint rows, nint columns, float* result, nint resultStride, bool accumulate)
        where V : struct, IVector<V>
    {
        var second = columns - V.Count;
        for (nint row = 0; row < rows; row++)
        {
            var (low, high) = (V.Load(tile), V.Load(tile + second));
            if (accumulate)
                (low, high) = (low + V.Load(result), high + V.Load(result + second));
            low.Store(result);
            high.Store(result + second);
            tile += tileStride;
            result += resultStride;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void NarrowRows(float* tile, nint tileStride, nint rows, nint columns, float* result, nint resultStride, bool accumulate)
    {
        for (nint row = 0; row < rows; row++)
        {
            for (nint column = 0; column < columns; column++)
                result[column] = accumulate ? tile[column] + result[column] : tile[column];
            tile += tileStride;
            result += resultStride;
        }
    }
}
