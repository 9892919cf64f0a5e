using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>Sums a phase with two values over a run of columns; as <see cref="RowSum"/>, with 32 sums for each.</summary>
internal static class RowSumPair
{
    /// <inheritdoc cref="RowSum.Blocks"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static float Blocks<V, TPhase>(scoped in TPhase phase, nint row, nint column, nint end, out float secondSum)
        where V : struct, IVector<V>
        where TPhase : struct, IRowPhasePair, allows ref struct
    {
        var body = phase;
        V s0 = V.Zero, s1 = V.Zero, s2 = V.Zero, s3 = V.Zero, s4 = V.Zero, s5 = V.Zero, s6 = V.Zero, s7 = V.Zero;
        V t0 = V.Zero, t1 = V.Zero, t2 = V.Zero, t3 = V.Zero, t4 = V.Zero, t5 = V.Zero, t6 = V.Zero, t7 = V.Zero;
        for (; column < end; column += V.Count)
        {
            var s = s0 + body.Invoke<V>(row, column, out var second);
            var t = t0 + second;
            (s0, t0) = (s1, t1);
            if (V.Count == 16)
            {
                (s1, t1) = (s, t);
                continue;
            }

            (s1, s2, t1, t2) = (s2, s3, t2, t3);
            if (V.Count == 8)
            {
                (s3, t3) = (s, t);
                continue;
            }

            (s3, s4, s5, s6, s7) = (s4, s5, s6, s7, s);
            (t3, t4, t5, t6, t7) = (t4, t5, t6, t7, t);
        }

        if (V.Count == 16)
        {
            secondSum = V.Sum(t0 + t1);
            return V.Sum(s0 + s1);
        }

        if (V.Count == 8)
        {
            secondSum = V.Sum((t0 + t2) + (t1 + t3));
            return V.Sum((s0 + s2) + (s1 + s3));
        }

        secondSum = V.Sum(((t0 + t4) + (t2 + t6)) + ((t1 + t5) + (t3 + t7)));
        return V.Sum(((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7)));
    }

    /// <inheritdoc cref="RowSum.Tail"/>
    public static float Tail<TPhase>(scoped in TPhase phase, nint row, nint column, nint end, out float second)
        where TPhase : struct, IRowPhasePair, allows ref struct
    {
        float first = 0;
        second = 0;
        if (end - column >= Lanes8.Count)
        {
            Add<Lanes8, TPhase>(in phase, row, column, column + Lanes8.Count, ref first, ref second);
            column += Lanes8.Count;
        }

        if (end - column >= Lanes4.Count)
        {
            Add<Lanes4, TPhase>(in phase, row, column, column + Lanes4.Count, ref first, ref second);
            column += Lanes4.Count;
        }

        if (column < end)
            Add<Lanes1, TPhase>(in phase, row, column, end, ref first, ref second);
        return first;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Add<V, TPhase>(scoped in TPhase phase, nint row, nint column, nint end, ref float first, ref float second)
        where V : struct, IVector<V>
        where TPhase : struct, IRowPhasePair, allows ref struct
    {
        for (; column < end; column += V.Count)
        {
            first += V.Sum(phase.Invoke<V>(row, column, out var other));
            second += V.Sum(other);
        }
    }
}
