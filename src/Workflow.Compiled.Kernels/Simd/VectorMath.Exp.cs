using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>
/// Elementary functions of float32 registers as polynomials of our own, fitted by iteratively reweighted least squares on Chebyshev
/// nodes with the coefficients rounded to float32 one by one. The same bits for every register width. Errors are stated in ulp of the
/// result, as found by comparing with double in steps through all bit patterns of a float32; the tests hold them.
/// </summary>
public static partial class VectorMath
{
    private const float Log2E = 1.44269504f;

    // ln 2 as a sum of two: the first has 9 trailing zero bits, so that its product with an exponent is exact.
    private const float Ln2High = 0.693145752f;
    private const float Ln2Low = 1.42860677e-6f;

    /// <summary>e to the power x, within 1 ulp. Results below 2^-126 are denormal, not flushed; above 88.72284 infinity.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Exp<V>(V x)
        where V : struct, IVector<V> =>
        ExpOfSum(x, V.Zero);

    /// <summary>e^x - 1, within 2 ulp, also near 0. Above 88.72284 infinity.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Expm1<V>(V x)
        where V : struct, IVector<V>
    {
        var bounded = V.AtLeast(V.AtMost(x, V.Broadcast(89)), V.Broadcast(-18));
        var n = Reduce(bounded, out var r);

        // e^x - 1 = 2 (2^(n-1) (e^r - 1) + (2^(n-1) - 1/2)): e^r - 1 is never rounded against a 1, and 2^128 is never needed.
        var half = V.PowerOfTwo(n - V.One);
        var result = V.MultiplyAdd(half, Expm1OfReduced(r), half - V.Broadcast(0.5f));
        return V.Select(V.LessThan(V.Abs(x), V.Broadcast(1e-10f)), x, result + result);
    }

    /// <summary>e^(x + correction) for a correction far below the last digit of x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ExpOfSum<V>(V x, V correction)
        where V : struct, IVector<V> =>
        // Beyond the borders the result is 0 or infinity.
        ExpOfBounded(V.AtLeast(V.AtMost(x, V.Broadcast(89)), V.Broadcast(-104)), correction);

    /// <summary>e^(x + correction) for x between -170 and 89, or NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ExpOfBounded<V>(V x, V correction)
        where V : struct, IVector<V>
    {
        var n = Reduce(x, out var r);
        var p = Expm1OfReduced(r + correction) + V.One;

        // Infinity and denormal results come from the scaling, which rounds once.
        return V.Scale(p, n);
    }

    /// <summary>e^x for x not above 0, or NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ExpOfNegative<V>(V x)
        where V : struct, IVector<V> =>
        ExpOfBounded(V.AtLeast(x, V.Broadcast(-104)), V.Zero);

    /// <summary>x = n ln 2 + r with integral n and |r| at most ln 2 / 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Reduce<V>(V x, out V r)
        where V : struct, IVector<V>
    {
        var n = V.Round(x * V.Broadcast(Log2E));
        r = V.MultiplyAdd(n, V.Broadcast(-Ln2High), x);
        r = V.MultiplyAdd(n, V.Broadcast(-Ln2Low), r);
        return n;
    }

    /// <summary>e^r - 1 = r + r² q(r) for |r| at most ln 2 / 2; the error of the polynomial is 0.05 ulp of e^r.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Expm1OfReduced<V>(V r)
        where V : struct, IVector<V>
    {
        var q = V.MultiplyAdd(V.Broadcast(0.00138222752f), r, V.Broadcast(0.00836883951f));
        q = V.MultiplyAdd(q, r, V.Broadcast(0.0416682512f));
        q = V.MultiplyAdd(q, r, V.Broadcast(0.166665196f));
        q = V.MultiplyAdd(q, r, V.Broadcast(0.49999994f));
        return V.MultiplyAdd(q, r * r, r);
    }
}
