namespace Workflow.Compiled;

/// <summary>(x − mean) / √(variance + eps) · weight + bias for each channel: in training with the mean and variance of the batch, in prediction with running ones.</summary>
/// <inheritdoc/>
public abstract class BatchNorm : TrackedNorm
{
    private readonly float? _momentum;

    private protected BatchNorm(int numFeatures, float eps, float? momentum, bool affine, bool trackRunningStats)
        : base(numFeatures, eps, momentum, affine, trackRunningStats) => _momentum = momentum;

    private protected Tensor Normalize(Tensor input, params ReadOnlySpan<int> ranks)
    {
        Require(input, ranks);
        var isMoving = EagerTraining.IsActive && IsTracking;
        var result = new Tensor(input.Shape);
        if (isMoving)
            NumBatchesTracked.Span[0]++;
        for (var channel = 0; channel < NumFeatures; channel++)
        {
            int[] places = [.. Places(input.Shape, 0, input.Shape[0], channel)];
            if (EagerTraining.IsActive && places.Length < 2)
                throw new ArgumentException($"a batch normalisation in training needs more than one value for each channel, but {input.Shape} has one", nameof(input));
            if (!IsMeasuring)
            {
                Normalize(input, result, places, channel, null);
                continue;
            }

            var (mean, squares) = Measure(input, places);
            Normalize(input, result, places, channel, (mean, squares / places.Length));
            if (isMoving)
                Move(channel, mean, squares / (places.Length - 1), _momentum ?? 1.0 / NumBatchesTracked.Span[0]);
        }

        return result;
    }
}
