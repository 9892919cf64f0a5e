using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <content>The logistic function and what is made of it.</content>
public static partial class VectorMath
{
    /// <summary>1 / (1 + exp(-x)), within 3 ulp on both sides of 0: small results do not vanish before they underflow.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Sigmoid<V>(V x)
        where V : struct, IVector<V> =>
        Sigmoid(x, out _);

    /// <summary>tanh(x), within 3 ulp, also near 0; the sign of 0 is kept.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Tanh<V>(V x)
        where V : struct, IVector<V>
    {
        // tanh(x) = e / (e + 2) with e = e^2x - 1, which is accurate near 0; beyond 9.02 the result is 1.
        var bounded = V.AtLeast(V.AtMost(x, V.Broadcast(9.25f)), V.Broadcast(-9.25f));
        var n = Reduce(bounded + bounded, out var r);
        var scale = V.PowerOfTwo(n);
        var e = V.MultiplyAdd(scale, Expm1OfReduced(r), scale - V.One);
        return V.Select(V.Equal(x, V.Zero), x, e / (e + V.Broadcast(2)));
    }

    /// <summary>
    /// x sigmoid(x), within 3 ulp; below -87, where sigmoid(x) is denormal, within 1e-43. Of minus infinity NaN, as in libtorch.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Silu<V>(V x)
        where V : struct, IVector<V> =>
        x * Sigmoid(x);

    /// <summary>
    /// The derivative of <see cref="Silu"/>: s (1 + x (1 - s)) with s = sigmoid(x), within 2e-7; at the infinities its limits, 0 and 1.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V SiluDerivative<V>(V x)
        where V : struct, IVector<V>
    {
        var bounded = Bound(x, 110);
        var sigmoid = Sigmoid(bounded, out var complement);
        return sigmoid * V.MultiplyAdd(bounded, complement, V.One);
    }

    /// <summary>
    /// x tanh(log(1 + exp(x))), within 4 ulp; below -87, where the gate is denormal, within 1e-43. Of minus infinity NaN, as in libtorch.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Mish<V>(V x)
        where V : struct, IVector<V>
    {
        // tanh(log(1 + e)) = n / (n + 2) with n = e (e + 2): nothing cancels. Beyond 20 the gate is 1.
        var e = Exp(V.AtMost(x, V.Broadcast(20)));
        var n = e * (e + V.Broadcast(2));
        return x * (n / (n + V.Broadcast(2)));
    }

    /// <summary>The derivative of <see cref="Mish"/>: with n as there, n / (n + 2) + 4 x e (e + 1) / (n + 2)², within 3e-7.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V MishDerivative<V>(V x)
        where V : struct, IVector<V>
    {
        var bounded = V.AtLeast(V.AtMost(x, V.Broadcast(20)), V.Broadcast(-110));
        var e = Exp(bounded);
        var n = e * (e + V.Broadcast(2));
        var inverse = V.One / (n + V.Broadcast(2));
        var slope = V.Broadcast(4) * bounded * (e * inverse) * ((e + V.One) * inverse);
        return V.MultiplyAdd(n, inverse, slope);
    }

    /// <summary>
    /// log(1 + exp(beta x)) / beta, within 2 ulp for beta 1; x itself where beta x exceeds the threshold, as PyTorch defines it.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Softplus<V>(V x, float beta = 1, float threshold = 20)
        where V : struct, IVector<V>
    {
        var scaled = x * V.Broadcast(beta);
        var soft = V.Max(scaled, V.Zero) + Log1pOfUnit(ExpOfNegative(-V.Abs(scaled)));
        return V.Select(V.GreaterThan(scaled, V.Broadcast(threshold)), x, soft / V.Broadcast(beta));
    }

    /// <summary>The derivative of <see cref="Softplus"/>: sigmoid(beta x), and 1 where beta x exceeds the threshold.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V SoftplusDerivative<V>(V x, float beta = 1, float threshold = 20)
        where V : struct, IVector<V>
    {
        var scaled = x * V.Broadcast(beta);
        return V.Select(V.GreaterThan(scaled, V.Broadcast(threshold)), V.One, Sigmoid(scaled));
    }

    /// <summary>x where it is positive, else alpha (exp(x) - 1), within 2 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Elu<V>(V x, float alpha = 1)
        where V : struct, IVector<V> =>
        V.Select(V.GreaterThan(x, V.Zero), x, V.Broadcast(alpha) * Expm1(x));

    /// <summary>sigmoid(x), and 1 - sigmoid(x) without cancellation.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Sigmoid<V>(V x, out V complement)
        where V : struct, IVector<V>
    {
        // Of z = exp(-|x|), which never overflows, the smaller side is z / (1 + z) and the larger 1 / (1 + z).
        var z = ExpOfNegative(-V.Abs(x));
        var sum = V.One + z;
        var isNegative = V.LessThan(x, V.Zero);
        complement = V.Select(isNegative, V.One, z) / sum;
        return V.Select(isNegative, z, V.One) / sum;
    }

    /// <summary>x held within [-limit, limit]; NaN stays NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Bound<V>(V x, float limit)
        where V : struct, IVector<V> =>
        V.AtLeast(V.AtMost(x, V.Broadcast(limit)), V.Broadcast(-limit));
}
