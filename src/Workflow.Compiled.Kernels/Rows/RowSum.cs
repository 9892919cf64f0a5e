using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>Sums a phase over a run of columns.</summary>
internal static class RowSum
{
    /// <summary>The sum of whole blocks of 16 columns.</summary>
    /// <remarks>
    /// 64 sums, which a block of 16 columns after the other takes in turn, so that an addition need not wait for the one before. The registers change
    /// places instead of the loop being unrolled: the phase is inlined at one place, so however large it is, the compiler's budget for inlining is enough.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static float Blocks<V, TPhase>(scoped in TPhase phase, nint row, nint column, nint end)
        where V : struct, IVector<V>
        where TPhase : struct, IRowPhase, allows ref struct
    {
        // A copy of its own whose address is never taken: the compiler keeps the phase's fields in registers.
        var body = phase;
        V s0 = V.Zero, s1 = V.Zero, s2 = V.Zero, s3 = V.Zero, s4 = V.Zero, s5 = V.Zero, s6 = V.Zero, s7 = V.Zero;
        V s8 = V.Zero, s9 = V.Zero, s10 = V.Zero, s11 = V.Zero, s12 = V.Zero, s13 = V.Zero, s14 = V.Zero, s15 = V.Zero;
        for (; column < end; column += V.Count)
        {
            var sum = s0 + body.Invoke<V>(row, column);
            (s0, s1, s2) = (s1, s2, s3);
            if (V.Count == 16)
            {
                s3 = sum;
                continue;
            }

            (s3, s4, s5, s6) = (s4, s5, s6, s7);
            if (V.Count == 8)
            {
                s7 = sum;
                continue;
            }

            (s7, s8, s9, s10, s11, s12, s13, s14, s15) = (s8, s9, s10, s11, s12, s13, s14, s15, sum);
        }

        if (V.Count == 16)
            return V.Sum((s0 + s2) + (s1 + s3));
        if (V.Count == 8)
            return V.Sum(((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7)));
        var (low, high) = (((s0 + s8) + (s4 + s12)) + ((s2 + s10) + (s6 + s14)), ((s1 + s9) + (s5 + s13)) + ((s3 + s11) + (s7 + s15)));
        return V.Sum(low + high);
    }

    /// <summary>The sum of less than a block: 8, 4 and single columns, each part's lanes in a tree.</summary>
    public static float Tail<TPhase>(scoped in TPhase phase, nint row, nint column, nint end)
        where TPhase : struct, IRowPhase, allows ref struct
    {
        float sum = 0;
        if (end - column >= Lanes8.Count)
        {
            sum = Lanes8.Sum(One<Lanes8, TPhase>(in phase, row, column));
            column += Lanes8.Count;
        }

        if (end - column >= Lanes4.Count)
        {
            sum += Lanes4.Sum(One<Lanes4, TPhase>(in phase, row, column));
            column += Lanes4.Count;
        }

        return column < end ? Single(in phase, row, column, end, sum) : sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static V One<V, TPhase>(scoped in TPhase phase, nint row, nint column)
        where V : struct, IVector<V>
        where TPhase : struct, IRowPhase, allows ref struct => phase.Invoke<V>(row, column);

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static float Single<TPhase>(scoped in TPhase phase, nint row, nint column, nint end, float sum)
        where TPhase : struct, IRowPhase, allows ref struct
    {
        for (; column < end; column++)
            sum += Lanes1.Sum(phase.Invoke<Lanes1>(row, column));
        return sum;
    }
}
