using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <content>Logarithms.</content>
public static partial class VectorMath
{
    /// <summary>The natural logarithm, within 1 ulp, also of denormal numbers. Of 0 minus infinity, of a negative number NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Log<V>(V x)
        where V : struct, IVector<V>
    {
        // A denormal number is brought into the normal range first.
        var isSmall = V.LessThan(x, V.Broadcast(1.17549435e-38f));
        var normal = V.Select(isSmall, x * V.Broadcast(8388608), x);
        var exponent = V.Exponent(normal) - V.Select(isSmall, V.Broadcast(23), V.Zero);
        var result = LogOfNormal(V.Significand(normal), exponent);

        result = V.Select(V.LessThan(x, V.Broadcast(float.PositiveInfinity)), result, x);
        result = V.Select(V.Equal(x, V.Zero), V.Broadcast(float.NegativeInfinity), result);
        return V.Select(V.LessThan(x, V.Zero), V.Broadcast(float.NaN), result);
    }

    /// <summary>log(1 + x), within 2 ulp, also near 0. Of -1 minus infinity, below NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Log1p<V>(V x)
        where V : struct, IVector<V>
    {
        // log(1 + x) = log(u) + (what rounding u = 1 + x lost) / u. The loss is exact where the larger summand is subtracted first.
        var u = x + V.One;
        var isLarge = V.GreaterThan(V.Abs(x), V.One);
        var lost = V.Select(isLarge, V.One, x) - (u - V.Select(isLarge, x, V.One));
        var result = Log(u) + lost / u;

        // Outside, the correction is NaN (infinity - infinity, 0 / 0), and tiny x is its own logarithm.
        result = V.Select(V.LessThan(V.Abs(x), V.Broadcast(1e-10f)), x, result);
        var isRegular = V.Select(V.GreaterThan(x, -V.One), V.LessThan(x, V.Broadcast(float.PositiveInfinity)), V.Zero);
        return V.Select(isRegular, result, Log(u));
    }

    /// <summary>log(1 + z) for z in [0, 1], within 2 ulp: what softplus and cross-entropy need of exp(-|x|).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V Log1pOfUnit<V>(V z)
        where V : struct, IVector<V>
    {
        // 1 + z = 1 + f, or 2 (1 + f) where it exceeds the square root of 2; 1 + z itself is never rounded.
        var isUpper = V.GreaterThan(z, V.Broadcast(0.414213562f));
        var f = V.Select(isUpper, (z - V.One) * V.Broadcast(0.5f), z);
        return LogOfSum(f, V.Select(isUpper, V.One, V.Zero));
    }

    /// <summary>log(significand 2^exponent) for a significand in [1, 2).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V LogOfNormal<V>(V significand, V exponent)
        where V : struct, IVector<V>
    {
        var isUpper = V.GreaterThan(significand, V.Broadcast(1.41421356f));
        var f = V.Select(isUpper, significand * V.Broadcast(0.5f), significand) - V.One;
        return LogOfSum(f, exponent + V.Select(isUpper, V.One, V.Zero));
    }

    /// <summary>log(1 + f) + exponent ln 2 for f in [-0.293, 0.415]; the error of the polynomial is 0.1 ulp of log(1 + f).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V LogOfSum<V>(V f, V exponent)
        where V : struct, IVector<V>
    {
        var p = V.MultiplyAdd(V.Broadcast(-0.0762796029f), f, V.Broadcast(0.12759012f));
        p = V.MultiplyAdd(p, f, V.Broadcast(-0.131611884f));
        p = V.MultiplyAdd(p, f, V.Broadcast(0.142020628f));
        p = V.MultiplyAdd(p, f, V.Broadcast(-0.166232988f));
        p = V.MultiplyAdd(p, f, V.Broadcast(0.200012237f));
        p = V.MultiplyAdd(p, f, V.Broadcast(-0.250008225f));
        p = V.MultiplyAdd(p, f, V.Broadcast(0.333333313f));

        // Smallest first: f³ p, the low part of the exponent, -f²/2, f, the high part of the exponent.
        var square = f * f;
        var small = V.MultiplyAdd(exponent, V.Broadcast(Ln2Low), square * f * p);
        small = V.MultiplyAdd(square, V.Broadcast(-0.5f), small);
        return V.MultiplyAdd(exponent, V.Broadcast(Ln2High), f + small);
    }
}
