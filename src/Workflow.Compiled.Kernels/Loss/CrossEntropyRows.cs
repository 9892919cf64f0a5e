using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>Cross-entropy of the rows of a matrix, and its gradient; a unit is one of the parts of which the loss is the sum.</summary>
/// <remarks>Losses, normalizers (of each row the largest logit, and the sum of the exponentials of the distances from it) and gradient may be null.</remarks>
internal readonly unsafe struct CrossEntropyRows(
    float* logits,
    long rows,
    nint classes,
    int* targets,
    int ignoreIndex,
    SmoothedTarget weights,
    float* losses,
    float* normalizers,
    float* gradient,
    Partials* partials,
    int parts) : IRangeKernel
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<V>(nint from, nint to)
        where V : struct, IVector<V>
    {
        for (var part = (int)from; part < to; part++)
            (*partials)[part] = Part<V>((nint)(rows * part / parts), (nint)(rows * (part + 1) / parts));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double Part<V>(nint from, nint to)
        where V : struct, IVector<V>
    {
        double sum = 0;
        for (var row = from; row < to; row++)
        {
            var loss = targets[row] == ignoreIndex
                ? Ignored(row)
                : Row<V>(
                    logits + row * classes,
                    targets[row],
                    normalizers == null ? null : normalizers + 2 * row,
                    gradient == null ? null : gradient + row * classes);
            if (losses != null)
                losses[row] = (float)loss;
            sum += loss;
        }

        return sum;
    }

    private double Ignored(nint row)
    {
        if (gradient != null)
            new Span<float>(gradient + row * classes, (int)classes).Clear();
        return 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double Row<V>(float* x, int target, float* normalizer, float* dx)
        where V : struct, IVector<V>
    {
        // The gradient may take the place of the logits, so they are read before it is begun.
        double targetLogit = x[target];
        var shares = weights.Share == 0 ? 0 : WeightedRow.Sum<V>(x, classes, ExtremeRows<Largest>.Of<V>(x, classes), weights.ClassWeights);
        var sum = ExponentialRow.Sum<V>(x, classes, dx, out var largest);
        if (normalizer != null)
            (normalizer[0], normalizer[1]) = (largest, (float)sum);
        var logarithm = Math.Log(sum);
        var own = weights.Of(target);
        var loss = own * (logarithm - (targetLogit - largest));
        if (weights.Share != 0)
            loss += weights.Share * ((weights.Total * logarithm) - shares);
        if (dx == null)
            return loss;

        // d/dx[c] = p[c] (own + share total) - own [c = target] - share w[c]; dx holds exp(x - max) so far.
        ScaledRow.Scale<V>(dx, classes, (float)(weights.Scale * (own + weights.Share * weights.Total) / sum), dx);
        if (weights.Share != 0)
            WeightedRow.Subtract<V>(dx, classes, (float)(weights.Scale * weights.Share), weights.ClassWeights);
        dx[target] -= (float)(weights.Scale * own);
        return loss;
    }
}
