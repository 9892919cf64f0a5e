using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>Keeps the largest element.</summary>
internal readonly struct Largest : IOrder
{
    public static float Last => float.NegativeInfinity;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Pick<V>(V left, V right)
        where V : struct, IVector<V> => V.Max(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block<V> Pick<V>(Block<V> left, Block<V> right)
        where V : struct, IVector<V> => Block<V>.Max(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Across<V>(Block<V> value)
        where V : struct, IVector<V> => Block<V>.MaxAcross(value);
}
