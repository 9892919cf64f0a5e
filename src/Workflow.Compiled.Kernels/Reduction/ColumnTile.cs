using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>How the inner axis of [outer, reduced, inner] is cut: a tile is what one thread reduces at a time.</summary>
internal static class ColumnTile
{
    /// <summary>Columns of a tile: four cache lines, so that neighbouring tiles do not write to one line.</summary>
    public const int Width = 64;

    public static int Count(int inner) => (inner + Width - 1) / Width;

    /// <summary>Runs a kernel over the columns of tiles <paramref name="from"/> to <paramref name="to"/> of matrices [length, inner].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TKernel, V>(in TKernel kernel, nint length, nint inner, nint from, nint to)
        where TKernel : struct, IColumnKernel
        where V : struct, IVector<V>
    {
        var tiles = Count((int)inner);
        for (var unit = from; unit < to; unit++)
        {
            var (matrix, tile) = Math.DivRem(unit, tiles);
            var first = matrix * length * inner + tile * Width;
            var width = Math.Min(Width, inner - tile * Width);
            nint column = 0;
            for (; column + V.Count <= width; column += V.Count)
                kernel.Columns<V>(first + column);
            for (; column + 4 <= width; column += 4)
                kernel.Columns<Lanes4>(first + column);
            for (; column < width; column++)
                kernel.Columns<Lanes1>(first + column);
        }
    }
}
