using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>Applies an epilogue to a tile that the micro-kernel has just stored and that is therefore in the first cache.</summary>
internal static unsafe class EpilogueTile
{
    public static void Apply<V, TEpilogue>(
        scoped in TEpilogue epilogue, nint firstRow, nint rows, nint firstColumn, nint columns, float* result, nint stride)
        where V : struct, IVector<V>
        where TEpilogue : struct, IEpilogue, allows ref struct
    {
        var column = Columns<V, TEpilogue>(epilogue, firstRow, rows, firstColumn, 0, columns, result, stride);
        if (column < columns && V.Count > Lanes8.Count)
            column = Columns<Lanes8, TEpilogue>(epilogue, firstRow, rows, firstColumn, column, columns, result, stride);
        if (column < columns && V.Count > Lanes4.Count)
            column = Columns<Lanes4, TEpilogue>(epilogue, firstRow, rows, firstColumn, column, columns, result, stride);
        if (column < columns)
            Columns<Lanes1, TEpilogue>(epilogue, firstRow, rows, firstColumn, column, columns, result, stride);
    }

    /// <summary>Applies the epilogue to as many columns as whole registers cover; gives the first that is left.</summary>
    /// <remarks>One width a method, as in <see cref="Pointwise"/>: the JIT inlines a limited amount into each.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static nint Columns<V, TEpilogue>(
        scoped in TEpilogue epilogue, nint firstRow, nint rows, nint firstColumn, nint column, nint columns, float* result, nint stride)
        where V : struct, IVector<V>
        where TEpilogue : struct, IEpilogue, allows ref struct
    {
        var end = columns - ((columns - column) % V.Count);

        // A copy of its own whose address is never taken: the compiler keeps the epilogue's fields in registers.
        var body = epilogue;
        for (nint row = 0; row < rows; row++)
        {
            for (var at = column; at < end; at += V.Count)
                body.Invoke(V.Load(result + at), firstRow + row, firstColumn + at).Store(result + at);
            result += stride;
        }

        return end;
    }
}
