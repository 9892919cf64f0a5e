using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>The largest or smallest elements of the rows of a row-major matrix; a unit is a row.</summary>
internal readonly unsafe struct ExtremeRows<TOrder>(float* source, nint length, float* destination) : IRangeKernel
    where TOrder : struct, IOrder
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<V>(nint from, nint to)
        where V : struct, IVector<V>
    {
        for (var row = from; row < to; row++)
            destination[row] = Of<V>(source + row * length, length);
    }

    /// <summary>The winner of one row; NaN if there is one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Of<V>(float* source, nint length)
        where V : struct, IVector<V>
    {
        var last = Block<V>.Broadcast(TOrder.Last);
        Block<V> a = last, b = last, c = last, d = last;
        for (; length >= 64; source += 64, length -= 64)
        {
            a = TOrder.Pick(a, Block<V>.Load(source));
            b = TOrder.Pick(b, Block<V>.Load(source + 16));
            c = TOrder.Pick(c, Block<V>.Load(source + 32));
            d = TOrder.Pick(d, Block<V>.Load(source + 48));
        }

        for (; length >= 16; source += 16, length -= 16)
            a = TOrder.Pick(a, Block<V>.Load(source));
        if (length > 0)
            b = TOrder.Pick(b, Tail.Load<V>(source, length, TOrder.Last));
        return TOrder.Across(TOrder.Pick(TOrder.Pick(a, c), TOrder.Pick(b, d)));
    }
}
