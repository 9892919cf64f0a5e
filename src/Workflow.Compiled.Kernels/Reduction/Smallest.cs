using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>Keeps the smallest element.</summary>
internal readonly struct Smallest : IOrder
{
    public static float Last => float.PositiveInfinity;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Pick<V>(V left, V right)
        where V : struct, IVector<V> => V.Min(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block<V> Pick<V>(Block<V> left, Block<V> right)
        where V : struct, IVector<V> => Block<V>.Min(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Across<V>(Block<V> value)
        where V : struct, IVector<V> => Block<V>.MinAcross(value);
}
