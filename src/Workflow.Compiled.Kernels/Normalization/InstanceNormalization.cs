namespace Workflow.Compiled.Kernels;

/// <summary>The running statistics of an instance normalisation. All else it does is pointwise work and reductions of rows.</summary>
public static class InstanceNormalization
{
    /// <summary>Moves running statistics towards the averages over a batch of those of its samples, with unbiased variances.</summary>
    /// <param name="means">[batch, channels].</param>
    /// <param name="variances">The (biased) variances, [batch, channels].</param>
    /// <param name="runningMeans">[channels].</param>
    /// <param name="runningVariances">[channels].</param>
    /// <param name="batch">The number of samples, at least 1.</param>
    /// <param name="channels">The number of channels.</param>
    /// <param name="count">The numbers of which each mean was taken, at least 2.</param>
    /// <param name="momentum">The share of the batch in the result.</param>
    /// <exception cref="ArgumentException">There is one number for each mean, or a span does not have the length that the dimensions give.</exception>
    public static void UpdateRunning(
        ReadOnlySpan<float> means,
        ReadOnlySpan<float> variances,
        Span<float> runningMeans,
        Span<float> runningVariances,
        int batch,
        int channels,
        int count,
        float momentum)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batch, 1);
        Extent.Check(Extent.Of(batch, channels, 1), means);
        Extent.Check(Extent.Of(batch, channels, 1), variances);
        Extent.Check(channels, runningMeans);
        Extent.Check(channels, runningVariances);
        if (count < 2)
            throw new ArgumentException($"An instance normalisation in training needs more than one value for each channel of a sample, but there is {count}.", nameof(count));
        var unbiased = (double)count / (count - 1);
        for (var channel = 0; channel < channels; channel++)
        {
            var (mean, variance) = (0.0, 0.0);
            for (var sample = 0; sample < batch; sample++)
                (mean, variance) = (mean + means[(sample * channels) + channel], variance + variances[(sample * channels) + channel]);
            runningMeans[channel] = (float)(((1 - momentum) * runningMeans[channel]) + (momentum * mean / batch));
            runningVariances[channel] = (float)(((1 - momentum) * runningVariances[channel]) + (momentum * unbiased * variance / batch));
        }
    }
}
