using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <content>The error function and the GELU activations.</content>
public static partial class VectorMath
{
    private const float Sqrt2OverPi = 0.797884561f;
    private const float GeluCubic = 0.044715f;

    /// <summary>The error function, within 2 ulp; the sign of 0 is kept.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Erf<V>(V x)
        where V : struct, IVector<V>
    {
        // Near 0: x + x p(x²), the error of the polynomial is 0.06 ulp.
        var square = x * x;
        var p = V.MultiplyAdd(V.Broadcast(-0.000655015756f), square, V.Broadcast(0.00508784736f));
        p = V.MultiplyAdd(p, square, V.Broadcast(-0.0268226229f));
        p = V.MultiplyAdd(p, square, V.Broadcast(0.112831667f));
        p = V.MultiplyAdd(p, square, V.Broadcast(-0.376126081f));
        p = V.MultiplyAdd(p, square, V.Broadcast(0.128379166f));
        var near = V.MultiplyAdd(x, p, x);

        // Elsewhere 1 - 2 Φ(-√2 |x|), with the sign of x.
        var magnitude = V.AtMost(V.Abs(x), V.Broadcast(4));
        var far = V.One - V.Broadcast(2) * ExpOfBounded(-(magnitude * magnitude), V.Zero) * ScaledNormalTail(magnitude * V.Broadcast(1.41421356f));
        far = V.Select(V.LessThan(x, V.Zero), -far, far);
        return V.Select(V.LessThan(V.Abs(x), V.Broadcast(0.8f)), near, far);
    }

    /// <summary>
    /// The exact GELU, x Φ(x) = x (1 + erf(x / √2)) / 2, within 4 ulp. For x below -1 within 9 ulp, where 1 + erf would cancel; for x below
    /// -12.9, where Φ(x) is denormal, within 2e-43. Of minus infinity NaN, as in libtorch.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Gelu<V>(V x)
        where V : struct, IVector<V> =>
        x * Normal(x, out _);

    /// <summary>The derivative of <see cref="Gelu"/>: Φ(x) + x φ(x), within 1.5e-7; at the infinities its limits, 0 and 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V GeluDerivative<V>(V x)
        where V : struct, IVector<V>
    {
        var bounded = Bound(x, 15);
        var probability = Normal(bounded, out var exponential);
        return V.MultiplyAdd(bounded * exponential, V.Broadcast(0.398942280f), probability);
    }

    /// <summary>
    /// The tanh approximation of GELU, x (1 + tanh u) / 2 with u = √(2/π) (x + 0.044715 x³), evaluated as x sigmoid(2u), which is the
    /// same function and does not cancel for negative x. Within 3 ulp for x above -1; below, the rounding of 2u grows to 150 ulp at -9.9,
    /// where the result is 1e-30. Of minus infinity NaN, as in libtorch.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V GeluTanh<V>(V x)
        where V : struct, IVector<V>
    {
        var cubic = V.MultiplyAdd(x * x, V.Broadcast(2 * Sqrt2OverPi * GeluCubic), V.Broadcast(2 * Sqrt2OverPi));
        return x * Sigmoid(x * cubic);
    }

    /// <summary>
    /// The derivative of <see cref="GeluTanh"/>: s (1 + x (1 - s) 2u') with s = sigmoid(2u), within 2.5e-7; at the infinities 0 and 1.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V GeluTanhDerivative<V>(V x)
        where V : struct, IVector<V>
    {
        var bounded = Bound(x, 15);
        var square = bounded * bounded;
        var cubic = V.MultiplyAdd(square, V.Broadcast(2 * Sqrt2OverPi * GeluCubic), V.Broadcast(2 * Sqrt2OverPi));
        var slope = V.MultiplyAdd(square, V.Broadcast(6 * Sqrt2OverPi * GeluCubic), V.Broadcast(2 * Sqrt2OverPi));
        var sigmoid = Sigmoid(bounded * cubic, out var complement);
        return sigmoid * V.MultiplyAdd(bounded * complement, slope, V.One);
    }

    /// <summary>Φ(x), the normal distribution function, and exp(-x²/2).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Normal<V>(V x, out V exponential)
        where V : struct, IVector<V>
    {
        // x² is not rounded: e^-104 would amplify half an ulp of it to fifty.
        var magnitude = V.AtMost(V.Abs(x), V.Broadcast(15));
        var square = magnitude * magnitude;
        var lost = V.MultiplyAdd(magnitude, magnitude, -square);
        exponential = ExpOfBounded(square * V.Broadcast(-0.5f), lost * V.Broadcast(-0.5f));
        var tail = exponential * ScaledNormalTail(magnitude);
        return V.Select(V.LessThan(x, V.Zero), tail, V.One - tail);
    }

    /// <summary>
    /// exp(a²/2) Φ(-a) for a in [0, 15]: (1 - t) p(t) with t = a / (4 + a), whose rounding vanishes where a does; the error of the
    /// polynomial is 0.2 ulp.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ScaledNormalTail<V>(V a)
        where V : struct, IVector<V>
    {
        var t = a / (V.Broadcast(4) + a);
        var p = V.MultiplyAdd(V.Broadcast(-0.0165197607f), t, V.Broadcast(0.0860623866f));
        p = V.MultiplyAdd(p, t, V.Broadcast(-0.145383418f));
        p = V.MultiplyAdd(p, t, V.Broadcast(0.0236155409f));
        p = V.MultiplyAdd(p, t, V.Broadcast(0.159872577f));
        p = V.MultiplyAdd(p, t, V.Broadcast(0.0779545084f));
        p = V.MultiplyAdd(p, t, V.Broadcast(-0.798577011f));
        p = V.MultiplyAdd(p, t, V.Broadcast(1.30849206f));
        p = V.MultiplyAdd(p, t, V.Broadcast(-1.09576976f));
        p = V.MultiplyAdd(p, t, V.Broadcast(0.5f));
        return (V.One - t) * p;
    }
}
