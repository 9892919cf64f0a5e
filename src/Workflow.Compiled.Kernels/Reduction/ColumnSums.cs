using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>The sums of the columns of row-major matrices [rows, columns]; a unit is a column tile of one matrix.</summary>
internal readonly unsafe struct ColumnSums(float* source, nint rows, nint columns, float* destination, float divisor) : IRangeKernel
{
    // Rows that are added in float32 one after the other. What runs give is added with the rounding error carried along.
    private const int Longest = 32;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<V>(nint from, nint to)
        where V : struct, IVector<V>
    {
        var tiles = ColumnTile.Count((int)columns);
        for (var unit = from; unit < to; unit++)
        {
            var (matrix, tile) = Math.DivRem(unit, tiles);
            var column = tile * ColumnTile.Width;
            Tile<V>(
                source + matrix * rows * columns + column,
                destination + matrix * columns + column,
                Math.Min(ColumnTile.Width, columns - column));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Tile<V>(float* from, float* to, nint width)
        where V : struct, IVector<V>
    {
        nint column = 0;
        for (; column + 4 * V.Count <= width; column += 4 * V.Count)
            FourRegisters<V>(from + column, rows, columns, to + column, divisor);
        for (; column + V.Count <= width; column += V.Count)
            OneRegister<V>(from + column, rows, columns, to + column, divisor);
        for (; column + 4 <= width; column += 4)
            OneRegister<Lanes4>(from + column, rows, columns, to + column, divisor);
        for (; column < width; column++)
            OneRegister<Lanes1>(from + column, rows, columns, to + column, divisor);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FourRegisters<V>(float* source, nint rows, nint stride, float* destination, float divisor)
        where V : struct, IVector<V>
    {
        V total0 = V.Zero, total1 = V.Zero, total2 = V.Zero, total3 = V.Zero;
        V lost0 = V.Zero, lost1 = V.Zero, lost2 = V.Zero, lost3 = V.Zero;
        while (rows > 0)
        {
            var run = Math.Min(rows, Longest);
            rows -= run;
            V sum0 = V.Zero, sum1 = V.Zero, sum2 = V.Zero, sum3 = V.Zero;
            for (; run > 0; run--, source += stride)
            {
                sum0 += V.Load(source);
                sum1 += V.Load(source + V.Count);
                sum2 += V.Load(source + 2 * V.Count);
                sum3 += V.Load(source + 3 * V.Count);
            }

            Compensated.Add(sum0, ref total0, ref lost0);
            Compensated.Add(sum1, ref total1, ref lost1);
            Compensated.Add(sum2, ref total2, ref lost2);
            Compensated.Add(sum3, ref total3, ref lost3);
        }

        var scale = V.Broadcast(divisor);
        (Compensated.Total(total0, lost0) / scale).Store(destination);
        (Compensated.Total(total1, lost1) / scale).Store(destination + V.Count);
        (Compensated.Total(total2, lost2) / scale).Store(destination + 2 * V.Count);
        (Compensated.Total(total3, lost3) / scale).Store(destination + 3 * V.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void OneRegister<V>(float* source, nint rows, nint stride, float* destination, float divisor)
        where V : struct, IVector<V>
    {
        V total = V.Zero, lost = V.Zero;
        while (rows > 0)
        {
            var run = Math.Min(rows, Longest);
            rows -= run;
            var sum = V.Zero;
            for (; run > 0; run--, source += stride)
                sum += V.Load(source);
            Compensated.Add(sum, ref total, ref lost);
        }

        (Compensated.Total(total, lost) / V.Broadcast(divisor)).Store(destination);
    }
}
