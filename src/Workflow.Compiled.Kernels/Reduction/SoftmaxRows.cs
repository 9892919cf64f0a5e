using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>Softmax, or its logarithm, of each row of a row-major matrix; a unit is a row.</summary>
internal readonly unsafe struct SoftmaxRows(float* source, nint length, float* destination, bool wantsLogarithm) : IRangeKernel
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<V>(nint from, nint to)
        where V : struct, IVector<V>
    {
        for (var row = from; row < to; row++)
        {
            var x = source + row * length;
            var y = destination + row * length;
            var sum = ExponentialRow.Sum<V>(x, length, wantsLogarithm ? null : y, out var largest);
            if (wantsLogarithm)
                ScaledRow.Shift<V>(x, length, largest, (float)Math.Log(sum), y);
            else
                ScaledRow.Scale<V>(y, length, (float)(1 / sum), y);
        }
    }
}
