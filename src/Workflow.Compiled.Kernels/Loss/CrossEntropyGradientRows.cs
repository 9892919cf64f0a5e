using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>The gradient of cross-entropy from logits and what the forward pass knew of each row; a unit is a row.</summary>
/// <remarks>From the gradient of one row's loss to that of the next it is one step: 1, or 0 where all have the same.</remarks>
internal readonly unsafe struct CrossEntropyGradientRows(
    float* lossGradients,
    nint step,
    float* logits,
    nint classes,
    int* targets,
    int ignoreIndex,
    SmoothedTarget weights,
    float* normalizers,
    float* gradient) : IRangeKernel
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<V>(nint from, nint to)
        where V : struct, IVector<V>
    {
        for (var row = from; row < to; row++)
        {
            if (targets[row] == ignoreIndex)
                new Span<float>(gradient + row * classes, (int)classes).Clear();
            else
                Row<V>(row, targets[row], gradient + row * classes);
        }
    }

    /// <summary>With p = exp(x - largest) / sum: dx[c] = scale (p[c] (own + share total) - own [c = target] - share w[c]).</summary>
    private void Row<V>(nint row, int target, float* dx)
        where V : struct, IVector<V>
    {
        var (largest, sum) = (normalizers[2 * row], normalizers[2 * row + 1]);
        var scale = weights.Scale * lossGradients[row * step];
        var own = weights.Of(target);
        ExponentialRow.Scaled<V>(logits + row * classes, classes, largest, (float)(scale * (own + weights.Share * weights.Total) / sum), dx);
        if (weights.Share != 0)
            WeightedRow.Subtract<V>(dx, classes, (float)(scale * weights.Share), weights.ClassWeights);
        dx[target] -= (float)(scale * own);
    }
}
