using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>The body of <see cref="SgdKernel"/>; a unit is a chunk.</summary>
internal readonly unsafe struct SgdChunks(float* parameters, float* gradients, float* momenta, nint length, SgdOptions options, bool isFirstStep)
    : IRangeKernel
{
    private readonly float _sign = options.IsMaximizing ? -1 : 1;
    private readonly float _decay = (float)options.WeightDecay;
    private readonly float _momentum = (float)options.Momentum;
    private readonly float _undampened = (float)(1 - options.Dampening);
    private readonly float _negativeRate = (float)-options.LearningRate;
    private readonly bool _isNesterov = options.IsNesterov;

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
        var gradient = V.Load(gradients + i) * V.Broadcast(_sign);
        if (_decay != 0)
            gradient = V.MultiplyAdd(parameter, V.Broadcast(_decay), gradient);
        if (momenta != null)
        {
            var momentum = isFirstStep
                ? gradient
                : V.MultiplyAdd(gradient, V.Broadcast(_undampened), V.Load(momenta + i) * V.Broadcast(_momentum));
            momentum.Store(momenta + i);
            gradient = _isNesterov ? V.MultiplyAdd(momentum, V.Broadcast(_momentum), gradient) : momentum;
        }

        V.MultiplyAdd(gradient, V.Broadcast(_negativeRate), parameter).Store(parameters + i);
    }
}
