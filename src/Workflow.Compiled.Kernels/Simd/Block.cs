using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>
/// 16 float32 lanes in as many registers as <typeparamref name="V"/> needs for them. A reduction that accumulates in blocks adds
/// the same numbers in the same order on every machine, whatever its register width.
/// </summary>
internal readonly struct Block<V>
    where V : struct, IVector<V>
{
    /// <summary>The number of lanes.</summary>
    public const int Count = 16;

    private readonly V _first;
    private readonly V _second;
    private readonly V _third;
    private readonly V _fourth;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Block(V first, V second = default, V third = default, V fourth = default)
    {
        _first = first;
        _second = second;
        _third = third;
        _fourth = fourth;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block<V> Broadcast(float value)
    {
        var all = V.Broadcast(value);
        return V.Count == 16 ? new(all) : V.Count == 8 ? new(all, all) : new(all, all, all, all);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe Block<V> Load(float* source)
    {
        if (V.Count == 16)
            return new(V.Load(source));
        return V.Count == 8
            ? new(V.Load(source), V.Load(source + 8))
            : new(V.Load(source), V.Load(source + 4), V.Load(source + 8), V.Load(source + 12));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public unsafe void Store(float* destination)
    {
        _first.Store(destination);
        if (V.Count <= 8)
            _second.Store(destination + V.Count);
        if (V.Count == 4)
        {
            _third.Store(destination + 8);
            _fourth.Store(destination + 12);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block<V> operator +(Block<V> left, Block<V> right)
    {
        var first = left._first + right._first;
        if (V.Count == 16)
            return new(first);
        var second = left._second + right._second;
        return V.Count == 8 ? new(first, second) : new(first, second, left._third + right._third, left._fourth + right._fourth);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block<V> operator *(Block<V> left, Block<V> right)
    {
        var first = left._first * right._first;
        if (V.Count == 16)
            return new(first);
        var second = left._second * right._second;
        return V.Count == 8 ? new(first, second) : new(first, second, left._third * right._third, left._fourth * right._fourth);
    }

    /// <summary>The larger of two lanes; NaN if either is NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block<V> Max(Block<V> left, Block<V> right)
    {
        var first = V.Max(left._first, right._first);
        if (V.Count == 16)
            return new(first);
        var second = V.Max(left._second, right._second);
        return V.Count == 8 ? new(first, second) : new(first, second, V.Max(left._third, right._third), V.Max(left._fourth, right._fourth));
    }

    /// <summary>The smaller of two lanes; NaN if either is NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block<V> Min(Block<V> left, Block<V> right)
    {
        var first = V.Min(left._first, right._first);
        if (V.Count == 16)
            return new(first);
        var second = V.Min(left._second, right._second);
        return V.Count == 8 ? new(first, second) : new(first, second, V.Min(left._third, right._third), V.Min(left._fourth, right._fourth));
    }

    /// <summary>exp(value - shift) of every lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Block<V> ShiftedExp(Block<V> value, V shift)
    {
        var first = VectorMath.Exp(value._first - shift);
        if (V.Count == 16)
            return new(first);
        var second = VectorMath.Exp(value._second - shift);
        return V.Count == 8
            ? new(first, second)
            : new(first, second, VectorMath.Exp(value._third - shift), VectorMath.Exp(value._fourth - shift));
    }

    /// <summary>The sum of all lanes, added in a fixed tree: upper half onto lower half until one lane is left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Block<V> value)
    {
        if (V.Count == 16)
            return V.Sum(value._first);
        return V.Sum(V.Count == 8 ? value._first + value._second : (value._first + value._third) + (value._second + value._fourth));
    }

    /// <summary>The largest lane; NaN if any is NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MaxAcross(Block<V> value)
    {
        if (V.Count == 16)
            return V.MaxAcross(value._first);
        return V.MaxAcross(V.Count == 8
            ? V.Max(value._first, value._second)
            : V.Max(V.Max(value._first, value._third), V.Max(value._second, value._fourth)));
    }

    /// <summary>The smallest lane; NaN if any is NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MinAcross(Block<V> value)
    {
        if (V.Count == 16)
            return -V.MaxAcross(-value._first);
        return -V.MaxAcross(-(V.Count == 8
            ? V.Min(value._first, value._second)
            : V.Min(V.Min(value._first, value._third), V.Min(value._second, value._fourth))));
    }
}
