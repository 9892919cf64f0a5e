using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>Finds the largest value of a phase over a row.</summary>
internal static class RowExtremes
{
    /// <summary>The largest value with registers of a given width: the order does not matter.</summary>
    public static float Max<V, TPhase>(nint columns, scoped in TPhase phase, nint row)
        where V : struct, IVector<V>
        where TPhase : struct, IRowPhase, allows ref struct
    {
        var largest = float.NegativeInfinity;
        nint column = 0;
        if (columns >= V.Count)
            column = Columns<V, TPhase>(columns, in phase, row, column, ref largest);
        if (V.Count > Lanes8.Count && columns - column >= Lanes8.Count)
            column = Columns<Lanes8, TPhase>(columns, in phase, row, column, ref largest);
        if (V.Count > Lanes4.Count && columns - column >= Lanes4.Count)
            column = Columns<Lanes4, TPhase>(columns, in phase, row, column, ref largest);
        if (column < columns)
            Columns<Lanes1, TPhase>(columns, in phase, row, column, ref largest);
        return largest;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static nint Columns<V, TPhase>(nint columns, scoped in TPhase phase, nint row, nint column, ref float largest)
        where V : struct, IVector<V>
        where TPhase : struct, IRowPhase, allows ref struct
    {
        var body = phase;
        var end = columns - ((columns - column) % V.Count);
        var m0 = V.Broadcast(largest);
        V m1 = m0, m2 = m0, m3 = m0;
        for (; column < end; column += V.Count)
            (m0, m1, m2, m3) = (m1, m2, m3, V.Max(m0, body.Invoke<V>(row, column)));
        largest = V.MaxAcross(V.Max(V.Max(m0, m1), V.Max(m2, m3)));
        return end;
    }

    /// <summary>A phase with the other sign.</summary>
    public ref struct Negative<TPhase> : IRowPhase
        where TPhase : struct, IRowPhase, allows ref struct
    {
        public TPhase Phase;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly V Invoke<V>(nint row, nint column)
            where V : struct, IVector<V> => -Phase.Invoke<V>(row, column);
    }
}
