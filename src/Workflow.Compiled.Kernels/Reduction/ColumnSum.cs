using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>The sums of the columns of a row-major matrix.</summary>
internal static unsafe class ColumnSum
{
    // Rows that are added in float32 one after the other. What runs give is added with the rounding error carried along.
    private const int Run = 32;

    /// <summary>destination[c] = (sum over r of source[r, c]) / divisor</summary>
    public static void Divided<V>(float* source, nint rows, nint columns, float* destination, float divisor)
        where V : struct, IVector<V>
    {
        nint column = 0;
        for (; column + 4 * V.Count <= columns; column += 4 * V.Count)
            FourRegisters<V>(source + column, rows, columns, destination + column, divisor);
        for (; column + V.Count <= columns; column += V.Count)
            OneRegister<V>(source + column, rows, columns, destination + column, divisor);
        for (; column + 4 <= columns; column += 4)
            OneRegister<Lanes4>(source + column, rows, columns, destination + column, divisor);
        for (; column < columns; column++)
            OneRegister<Lanes1>(source + column, rows, columns, destination + column, divisor);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FourRegisters<V>(float* source, nint rows, nint stride, float* destination, float divisor)
        where V : struct, IVector<V>
    {
        V total0 = V.Zero, total1 = V.Zero, total2 = V.Zero, total3 = V.Zero;
        V lost0 = V.Zero, lost1 = V.Zero, lost2 = V.Zero, lost3 = V.Zero;
        while (rows > 0)
        {
            var run = Math.Min(rows, Run);
            rows -= run;
            V sum0 = V.Zero, sum1 = V.Zero, sum2 = V.Zero, sum3 = V.Zero;
            for (; run > 0; run--, source += stride)
            {
                sum0 += V.Load(source);
                sum1 += V.Load(source + V.Count);
                sum2 += V.Load(source + 2 * V.Count);
                sum3 += V.Load(source + 3 * V.Count);
            }

            Carry(sum0, ref total0, ref lost0);
            Carry(sum1, ref total1, ref lost1);
            Carry(sum2, ref total2, ref lost2);
            Carry(sum3, ref total3, ref lost3);
        }

        Finish(total0, lost0, divisor).Store(destination);
        Finish(total1, lost1, divisor).Store(destination + V.Count);
        Finish(total2, lost2, divisor).Store(destination + 2 * V.Count);
        Finish(total3, lost3, divisor).Store(destination + 3 * V.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void OneRegister<V>(float* source, nint rows, nint stride, float* destination, float divisor)
        where V : struct, IVector<V>
    {
        V total = V.Zero, lost = V.Zero;
        while (rows > 0)
        {
            var run = Math.Min(rows, Run);
            rows -= run;
            var sum = V.Zero;
            for (; run > 0; run--, source += stride)
                sum += V.Load(source);
            Carry(sum, ref total, ref lost);
        }

        Finish(total, lost, divisor).Store(destination);
    }

    // Knuth's two-sum: what rounding total + sum loses is exactly representable.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Carry<V>(V sum, ref V total, ref V lost)
        where V : struct, IVector<V>
    {
        var rounded = total + sum;
        var summand = rounded - total;
        lost += (total - (rounded - summand)) + (sum - summand);
        total = rounded;
    }

    // Where the total is infinite, what was lost is NaN and means nothing.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Finish<V>(V total, V lost, float divisor)
        where V : struct, IVector<V> =>
        V.Select(V.Equal(lost, lost), total + lost, total) / V.Broadcast(divisor);
}
