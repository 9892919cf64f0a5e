using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <content>Powers.</content>
public static partial class VectorMath
{
    /// <summary>
    /// x to the power y, within 2 ulp, with the special cases of C: 1 for y = 0 and for x = 1, whatever the other; NaN for negative x and a y
    /// that is not integral; the sign of x for odd y.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Pow<V>(V x, V y)
        where V : struct, IVector<V>
    {
        var magnitude = V.Abs(x);
        var high = LogOfPositive(magnitude, out var low);

        // y log|x| as a sum of two. Where it overflows, what rounding lost is NaN and means nothing.
        var product = y * high;
        var lost = V.MultiplyAdd(y, low, V.MultiplyAdd(y, high, -product));
        lost = V.Select(V.LessThan(V.Abs(product), V.Broadcast(1000)), lost, V.Zero);
        var power = ExpOfSum(product, lost);

        var infinity = V.Broadcast(float.PositiveInfinity);
        var isRising = V.GreaterThan(y, V.Zero);
        power = V.Select(V.Equal(magnitude, V.One), V.Select(V.Equal(y, y), V.One, y), power);
        power = V.Select(V.Equal(magnitude, V.Zero), V.Select(isRising, V.Zero, V.Select(V.LessThan(y, V.Zero), infinity, y)), power);
        power = V.Select(V.Equal(magnitude, infinity), V.Select(isRising, infinity, V.Select(V.LessThan(y, V.Zero), V.Zero, y)), power);

        var half = y * V.Broadcast(0.5f);
        var isIntegral = V.Equal(V.Floor(y), y);
        var isOdd = V.Select(V.Equal(V.Floor(half), half), V.Zero, isIntegral);
        var isBelow = V.LessThan(V.Select(V.Equal(x, V.Zero), V.One / x, x), V.Zero);
        power = V.Select(V.Select(isBelow, isOdd, V.Zero), -power, power);
        var isUndefined = V.Select(V.LessThan(x, V.Zero), V.GreaterThan(x, -infinity), V.Zero);
        power = V.Select(V.Select(isIntegral, V.Zero, isUndefined), V.Broadcast(float.NaN), power);
        power = V.Select(V.Equal(x, x), power, x);
        return V.Select(V.Equal(y, V.Zero), V.One, V.Select(V.Equal(x, V.One), V.One, power));
    }

    /// <summary>log(x) of a positive, finite number as a sum of two, with a relative error below 2^-30.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V LogOfPositive<V>(V x, out V low)
        where V : struct, IVector<V>
    {
        // x = m 2^exponent with m between the root of 1/2 and that of 2; a denormal number is brought into the normal range first.
        var isSmall = V.LessThan(x, V.Broadcast(1.17549435e-38f));
        var normal = V.Select(isSmall, x * V.Broadcast(8388608), x);
        var significand = V.Significand(normal);
        var isUpper = V.GreaterThan(significand, V.Broadcast(1.41421356f));
        var m = V.Select(isUpper, significand * V.Broadcast(0.5f), significand);
        var exponent = V.Exponent(normal) + V.Select(isUpper, V.One, V.Zero) - V.Select(isSmall, V.Broadcast(23), V.Zero);

        // log(m) = 2 artanh(s) with s = (m - 1) / (m + 1), whose rounding is carried along. The error of the polynomial is 2^-35.
        var numerator = m - V.One;
        var denominator = m + V.One;
        var s = numerator / denominator;
        var remainder = V.MultiplyAdd(-s, denominator, numerator) - s * (m - (denominator - V.One));
        var square = s * s;
        var p = V.MultiplyAdd(V.Broadcast(0.24220109f), square, V.Broadcast(0.285011321f));
        p = V.MultiplyAdd(p, square, V.Broadcast(0.400009513f));
        p = V.MultiplyAdd(p, square, V.Broadcast(0.666666627f));
        var small = V.MultiplyAdd(p, square * s, (remainder + remainder) / denominator);
        small = V.MultiplyAdd(exponent, V.Broadcast(Ln2Low), small);

        // The exponent's part is exact, and it is the larger one where it is not 0.
        var whole = exponent * V.Broadcast(Ln2High);
        var part = s + s;
        var sum = whole + part;
        small += (whole - sum) + part;
        var high = sum + small;
        low = (sum - high) + small;
        return high;
    }
}
