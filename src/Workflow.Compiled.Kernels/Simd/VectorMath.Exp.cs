using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>Elementary functions of float32 registers, as polynomials of our own: the same bits for every register width.</summary>
public static partial class VectorMath
{
    /// <summary>e to the power x, within 1 ulp. Denormal results are gradual; above 88.72284 infinity.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Exp<V>(V x)
        where V : struct, IVector<V>
    {
        // x = n ln 2 + r, |r| <= ln 2 / 2. Beyond the borders the result is 0 or infinity; Min and Max pass NaN on.
        var bounded = V.Max(V.Min(x, V.Broadcast(89)), V.Broadcast(-104));
        var n = V.Round(bounded * V.Broadcast(1.44269504f));
        var r = V.MultiplyAdd(n, V.Broadcast(-0.693145752f), bounded);
        r = V.MultiplyAdd(n, V.Broadcast(-1.42860677e-6f), r);

        var p = V.Broadcast(1.98412698e-4f);
        p = V.MultiplyAdd(p, r, V.Broadcast(1.38888889e-3f));
        p = V.MultiplyAdd(p, r, V.Broadcast(8.33333333e-3f));
        p = V.MultiplyAdd(p, r, V.Broadcast(4.16666667e-2f));
        p = V.MultiplyAdd(p, r, V.Broadcast(1.66666667e-1f));
        p = V.MultiplyAdd(p, r, V.Broadcast(0.5f));
        p = V.MultiplyAdd(p, r * r, r) + V.One;

        // 2^n leaves the range of one factor where the result is near infinity or denormal.
        var half = V.Round(n * V.Broadcast(0.5f));
        return p * V.PowerOfTwo(half) * V.PowerOfTwo(n - half);
    }
}
