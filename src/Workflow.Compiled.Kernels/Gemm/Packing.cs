using System.Runtime.CompilerServices;

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
    /// <param name="width">The number of columns of the panel, a multiple of 4 and at most two registers.</param>
    /// <param name="panel">Where the panel goes.</param>
    public static void Panel<V>(float* source, nint stepStride, nint columnStride, nint steps, nint columns, nint width, float* panel)
        where V : struct, IVector<V>
    {
        if (columnStride != 1)
            Transposition.Run(source, columnStride, steps, columns, width, panel);
        else if (columns >= V.Count)
            CopyRows<V>(source, stepStride, steps, columns, width, panel);
        else if (columns >= Lanes8.Count)
            CopyRows<Lanes8>(source, stepStride, steps, columns, width, panel);
        else if (columns >= Lanes4.Count)
            CopyRows<Lanes4>(source, stepStride, steps, columns, width, panel);
        else
            CopyNarrowRows(source, stepStride, steps, columns, width, panel);
    }

    /// <summary>Rows of one to two registers: the second ends where the row ends, and may overlap the first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyRows<V>(float* source, nint stepStride, nint steps, nint columns, nint width, float* panel)
        where V : struct, IVector<V>
    {
        var second = columns - V.Count;
        for (nint step = 0; step < steps; step++)
        {
            V.Load(source).Store(panel);
            V.Load(source + second).Store(panel + second);
            source += stepStride;
            panel += width;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyNarrowRows(float* source, nint stepStride, nint steps, nint columns, nint width, float* panel)
    {
        for (nint step = 0; step < steps; step++)
        {
            for (nint column = 0; column < columns; column++)
                panel[column] = source[column];
            source += stepStride;
            panel += width;
        }
    }
}
