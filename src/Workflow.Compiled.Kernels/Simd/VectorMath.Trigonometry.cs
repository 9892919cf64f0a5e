using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <content>Sine and cosine.</content>
public static partial class VectorMath
{
    private const float TwoOverPi = 0.636619772f;

    // π / 2 as a sum of three. The first is a multiple of 2^-23, so what is left of x after n times it needs no rounding.
    private const float HalfPiHigh = 1.57079637f;
    private const float HalfPiMiddle = -4.37113883e-8f;
    private const float HalfPiLow = -1.71512451e-15f;

    // Up to here n fits a float with digits to spare. What lies beyond is left to a double, lane by lane.
    private const float LargestReduced = 131072;

    /// <summary>The sine, within 2 ulp for every finite x, also where it is near 0; the sign of 0 is kept. Of the infinities NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Sin<V>(V x)
        where V : struct, IVector<V>
    {
        var quarter = ReduceAngle(x, out var sine, out var cosine);
        var isOdd = V.Equal(V.Abs(quarter), V.One);
        var value = V.Select(isOdd, cosine, sine);

        // Quarters -1 and ±2 turn the sign.
        var turns = V.Select(isOdd, V.LessThan(quarter, V.Zero), V.GreaterThan(V.Abs(quarter), V.One));
        value = V.Select(V.Equal(x, V.Zero), x, V.Select(turns, -value, value));
        var isLarge = V.GreaterThan(V.Abs(x), V.Broadcast(LargestReduced));
        return V.Any(isLarge) ? V.Select(isLarge, SinOfLarge(x), value) : value;
    }

    /// <summary>The cosine, within 2 ulp for every finite x, also where it is near 0. Of the infinities NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Cos<V>(V x)
        where V : struct, IVector<V>
    {
        var quarter = ReduceAngle(x, out var sine, out var cosine);
        var isOdd = V.Equal(V.Abs(quarter), V.One);
        var value = V.Select(isOdd, sine, cosine);

        // Quarters 1 and ±2 turn the sign.
        var turns = V.Select(isOdd, V.GreaterThan(quarter, V.Zero), V.GreaterThan(V.Abs(quarter), V.One));
        value = V.Select(turns, -value, value);
        var isLarge = V.GreaterThan(V.Abs(x), V.Broadcast(LargestReduced));
        return V.Any(isLarge) ? V.Select(isLarge, CosOfLarge(x), value) : value;
    }

    /// <summary>x = (4 k + quarter) π/2 + r with a quarter from -2 to 2 and |r| at most π/4; gives sine and cosine of r.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ReduceAngle<V>(V x, out V sine, out V cosine)
        where V : struct, IVector<V>
    {
        var n = V.Round(x * V.Broadcast(TwoOverPi));
        var r = V.MultiplyAdd(n, V.Broadcast(-HalfPiHigh), x);
        r = V.MultiplyAdd(n, V.Broadcast(-HalfPiMiddle), r);
        r = V.MultiplyAdd(n, V.Broadcast(-HalfPiLow), r);

        // The errors of the polynomials are 0.07 and 0.003 ulp.
        var square = r * r;
        var p = V.MultiplyAdd(V.Broadcast(-0.00019508235f), square, V.Broadcast(0.00833210815f));
        p = V.MultiplyAdd(p, square, V.Broadcast(-0.166666538f));
        sine = V.MultiplyAdd(p, square * r, r);
        var q = V.MultiplyAdd(V.Broadcast(2.44302846e-5f), square, V.Broadcast(-0.0013887299f));
        q = V.MultiplyAdd(q, square, V.Broadcast(0.0416666456f));
        q = V.MultiplyAdd(q, square, V.Broadcast(-0.5f));
        cosine = V.MultiplyAdd(q, square, V.One);
        return V.MultiplyAdd(V.Round(n * V.Broadcast(0.25f)), V.Broadcast(-4), n);
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static unsafe V SinOfLarge<V>(V x)
        where V : struct, IVector<V>
    {
        var lanes = stackalloc float[V.Count];
        x.Store(lanes);
        for (var i = 0; i < V.Count; i++)
            lanes[i] = (float)Math.Sin(lanes[i]);
        return V.Load(lanes);
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static unsafe V CosOfLarge<V>(V x)
        where V : struct, IVector<V>
    {
        var lanes = stackalloc float[V.Count];
        x.Store(lanes);
        for (var i = 0; i < V.Count; i++)
            lanes[i] = (float)Math.Cos(lanes[i]);
        return V.Load(lanes);
    }
}
