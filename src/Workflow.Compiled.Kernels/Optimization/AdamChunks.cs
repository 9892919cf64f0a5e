using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>The body of <see cref="AdamKernel"/>; a unit is a chunk.</summary>
internal readonly unsafe struct AdamChunks(
    float* parameters, float* gradients, float* firstMoments, float* secondMoments, float* largestSecondMoments, nint length, AdamConstants constants)
    : IRangeKernel
{
    private const float SmallestNormal = 1.17549435e-38f;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<V>(nint from, nint to)
        where V : struct, IVector<V>
    {
        var i = from * Chunk.Length;
        var end = Math.Min(to * Chunk.Length, length);
        for (; i + V.Count <= end; i += V.Count)
            Update<V>(i);
        for (; i + 4 <= end; i += 4)
            Update<Lanes4>(i);
        for (; i < end; i++)
            Update<Lanes1>(i);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Update<V>(nint i)
        where V : struct, IVector<V>
    {
        var parameter = V.Load(parameters + i);
        var gradient = V.Load(gradients + i) * V.Broadcast(constants.Sign);
        if (constants.CoupledDecay != 0)
            gradient = V.MultiplyAdd(parameter, V.Broadcast(constants.CoupledDecay), gradient);
        parameter *= V.Broadcast(constants.Kept);

        var first = Flush(Interpolate(V.Load(firstMoments + i), gradient));
        first.Store(firstMoments + i);
        var second = Flush(V.Load(secondMoments + i) * V.Broadcast(constants.Beta2) + V.Broadcast(constants.OneMinusBeta2) * gradient * gradient);
        second.Store(secondMoments + i);
        if (largestSecondMoments != null)
        {
            second = V.Max(V.Load(largestSecondMoments + i), second);
            second.Store(largestSecondMoments + i);
        }

        var root = V.MultiplyAdd(V.Sqrt(second), V.Broadcast(constants.InverseRootCorrection), V.Broadcast(constants.Epsilon));
        (parameter + V.Broadcast(constants.NegativeStep) * first / root).Store(parameters + i);
    }

    // The moments of a weight whose gradient has become 0 decay into denormal numbers, with which processors compute tens of times
    // slower. They are far below epsilon and change no parameter, so they become 0.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Flush<V>(V moment)
        where V : struct, IVector<V> =>
        V.Select(V.LessThan(V.Abs(moment), V.Broadcast(SmallestNormal)), V.Zero, moment);

    // PyTorch's lerp: from the nearer end, so that both ends are met exactly.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private V Interpolate<V>(V moment, V gradient)
        where V : struct, IVector<V> => constants.OneMinusBeta1 < 0.5f
            ? V.MultiplyAdd(V.Broadcast(constants.OneMinusBeta1), gradient - moment, moment)
            : V.MultiplyAdd(V.Broadcast(-constants.Beta1), gradient - moment, gradient);
}
