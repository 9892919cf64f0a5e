using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>Addition that carries its rounding errors along (Knuth's two-sum).</summary>
internal static class Compensated
{
    /// <summary>Adds to a total; what rounding loses is exactly representable and is collected apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add<V>(V value, ref V total, ref V lost)
        where V : struct, IVector<V>
    {
        var rounded = total + value;
        var added = rounded - total;
        lost += (total - (rounded - added)) + (value - added);
        total = rounded;
    }

    /// <summary>The total with what was lost. Where the total is infinite, what was lost is NaN and means nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Total<V>(V total, V lost)
        where V : struct, IVector<V> => V.Select(V.Equal(lost, lost), total + lost, total);
}
