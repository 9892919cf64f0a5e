using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>The gradient of <see cref="SoftmaxRows"/>; a unit is a row.</summary>
internal readonly unsafe struct SoftmaxRowsGradient(float* output, float* outputGradient, nint length, float* inputGradient, bool isLogarithm) : IRangeKernel
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<V>(nint from, nint to)
        where V : struct, IVector<V>
    {
        for (var row = from; row < to; row++)
        {
            var y = output + row * length;
            var dy = outputGradient + row * length;
            var dx = inputGradient + row * length;
            if (isLogarithm)
                Logarithm<V>(y, dy, (float)RowSums.Sum<V>(dy, length), dx);
            else
                Plain<V>(y, dy, (float)DotRow.Of<V>(y, dy, length), dx);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Plain<V>(float* y, float* dy, float sum, float* dx)
        where V : struct, IVector<V>
    {
        nint i = 0;
        for (; i + V.Count <= length; i += V.Count)
            (V.Load(y + i) * (V.Load(dy + i) - V.Broadcast(sum))).Store(dx + i);
        for (; i < length; i++)
            dx[i] = y[i] * (dy[i] - sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Logarithm<V>(float* y, float* dy, float sum, float* dx)
        where V : struct, IVector<V>
    {
        nint i = 0;
        for (; i + V.Count <= length; i += V.Count)
            Logarithm<V>(y + i, dy + i, dx + i, sum);
        for (; i + 4 <= length; i += 4)
            Logarithm<Lanes4>(y + i, dy + i, dx + i, sum);
        for (; i < length; i++)
            Logarithm<Lanes1>(y + i, dy + i, dx + i, sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Logarithm<V>(float* y, float* dy, float* dx, float sum)
        where V : struct, IVector<V> =>
        V.MultiplyAdd(-VectorMath.Exp(V.Load(y)), V.Broadcast(sum), V.Load(dy)).Store(dx);
}
