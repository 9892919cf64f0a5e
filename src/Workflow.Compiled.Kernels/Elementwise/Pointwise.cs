using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>The template of every pointwise kernel: one pass over a rows x columns domain.</summary>
public static class Pointwise
{
    /// <summary>
    /// Invokes a map for every element of the domain, row by row: with the widest registers of this machine first and with narrower ones
    /// for the end of each row. Elements must not depend on each other.
    /// </summary>
    /// <param name="rows">The number of rows; 0 does nothing.</param>
    /// <param name="columns">The number of columns; 0 does nothing. A domain without broadcasting is fastest as one long row.</param>
    /// <param name="map">What to compute; it checks its own operands.</param>
    /// <exception cref="ArgumentOutOfRangeException">A dimension is negative.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TMap>(int rows, int columns, scoped in TMap map)
        where TMap : struct, IMap, allows ref struct
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        for (nint row = 0; row < rows; row++)
            Row(map, row, 0, columns);
    }

    /// <summary>Invokes a map for the columns of one row from <paramref name="column"/> up to <paramref name="end"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Row<TMap>(scoped in TMap map, nint row, nint column, nint end)
        where TMap : struct, IMap, allows ref struct
    {
        if (Lanes16.IsHardwareAccelerated)
        {
            for (; column <= end - 16; column += 16)
                map.Invoke<Lanes16>(row, column);
        }

        if (Lanes8.IsHardwareAccelerated)
        {
            for (; column <= end - 8; column += 8)
                map.Invoke<Lanes8>(row, column);
        }

        for (; column <= end - 4; column += 4)
            map.Invoke<Lanes4>(row, column);
        for (; column < end; column++)
            map.Invoke<Lanes1>(row, column);
    }
}
