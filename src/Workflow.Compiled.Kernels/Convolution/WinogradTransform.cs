using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>
/// The transforms of F(4, 3) along one axis, for the points 0, ±5/8, ±3/2 and infinity: a correlation of 6 values d with 3 taps g is Aᵀ((G g) ⊙ (Bᵀ d)), and that of 6 values with 4 is Gᵀ((A y) ⊙ (Bᵀ d)).
/// </summary>
/// <remarks>
/// A. Lavin and S. Gray, Fast Algorithms for Convolutional Neural Networks, 2016. The matrices are those of Lagrange's interpolation: rows of Aᵀ are powers of the points, those of G powers divided by the product
/// of the distances from the other points, and those of Bᵀ the coefficients of the polynomials with the other points as roots. Points that are small numbers of both signs and nearly reciprocal keep all entries
/// near 1, which is what decides the rounding error; their powers are exact.
/// </remarks>
internal static unsafe class WinogradTransform
{
    private const float A = 0.625f;
    private const float B = 1.5f;
    private const float A2 = A * A;
    private const float B2 = B * B;
    private const float A3 = A2 * A;
    private const float B3 = B2 * B;

    // Reciprocal products of a point's distances from the others.
    private const float AtZero = 1 / (A2 * B2);
    private const float AtA = 1 / (2 * A2 * (A2 - B2));
    private const float AtB = 1 / (2 * B2 * (B2 - A2));

    /// <summary>Bᵀ d: six values of the source.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Source<V>(V d0, V d1, V d2, V d3, V d4, V d5, float* to, nint step)
        where V : struct, IVector<V>
    {
        var (a2, b2, product, sum) = (V.Broadcast(-A2), V.Broadcast(-B2), V.Broadcast(A2 * B2), V.Broadcast(-A2 - B2));
        V.MultiplyAdd(product, d0, V.MultiplyAdd(sum, d2, d4)).Store(to);
        StorePair(V.MultiplyAdd(b2, d2, d4), V.Broadcast(A), V.MultiplyAdd(b2, d1, d3), to + step, step);
        StorePair(V.MultiplyAdd(a2, d2, d4), V.Broadcast(B), V.MultiplyAdd(a2, d1, d3), to + (3 * step), step);
        V.MultiplyAdd(product, d1, V.MultiplyAdd(sum, d3, d5)).Store(to + (5 * step));
    }

    /// <summary>G g: three taps.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Weight<V>(V g0, V g1, V g2, float* to, nint step)
        where V : struct, IVector<V>
    {
        (V.Broadcast(AtZero) * g0).Store(to);
        StorePair(V.MultiplyAdd(V.Broadcast(AtA * A2), g2, V.Broadcast(AtA) * g0), V.Broadcast(AtA * A), g1, to + step, step);
        StorePair(V.MultiplyAdd(V.Broadcast(AtB * B2), g2, V.Broadcast(AtB) * g0), V.Broadcast(AtB * B), g1, to + (3 * step), step);
        g2.Store(to + (5 * step));
    }

    /// <summary>Aᵀ m: four values of the result.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Result<V>(V m0, V m1, V m2, V m3, V m4, V m5, float* to, nint step)
        where V : struct, IVector<V>
    {
        var (evenA, oddA, evenB, oddB) = (m1 + m2, m1 - m2, m3 + m4, m3 - m4);
        (m0 + (evenA + evenB)).Store(to);
        V.MultiplyAdd(V.Broadcast(A), oddA, V.Broadcast(B) * oddB).Store(to + step);
        V.MultiplyAdd(V.Broadcast(A2), evenA, V.Broadcast(B2) * evenB).Store(to + (2 * step));
        V.MultiplyAdd(V.Broadcast(A3), oddA, V.MultiplyAdd(V.Broadcast(B3), oddB, m5)).Store(to + (3 * step));
    }

    /// <summary>What a point and its negative give: the even part plus and minus the odd one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StorePair<V>(V even, V factor, V odd, float* to, nint step)
        where V : struct, IVector<V>
    {
        V.MultiplyAdd(factor, odd, even).Store(to);
        V.MultiplyAdd(-factor, odd, even).Store(to + step);
    }
}
