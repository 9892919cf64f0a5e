namespace Workflow.Compiled;

/// <summary>(x − mean) / √(variance + eps) · weight + bias for each channel of each sample, with its own mean and variance, or in prediction with running ones if the layer keeps them.</summary>
/// <remarks>
/// With running statistics, a training pass moves them towards the means of those of its samples. As in PyTorch, batches are not counted: <see cref="TrackedNorm.NumBatchesTracked"/>
/// stays as it is.
/// </remarks>
public abstract class InstanceNorm : TrackedNorm
{
    private readonly float _momentum;

    private protected InstanceNorm(int numFeatures, float eps, float momentum, bool affine, bool trackRunningStats)
        : base(numFeatures, eps, momentum, affine, trackRunningStats) => _momentum = momentum;

    private protected Tensor Normalize(Tensor input, int rank)
    {
        Require(input, rank);
        var count = input.Shape.Product(2, rank);
        if (IsMeasuring && count < 2)
            throw new ArgumentException($"{GetType().Name} needs at least two numbers a channel, but the input is {input.Shape}", nameof(input));
        var result = new Tensor(input.Shape);
        for (var channel = 0; channel < NumFeatures; channel++)
        {
            var (means, squares) = (0.0, 0.0);
            for (var sample = 0; sample < input.Shape[0]; sample++)
            {
                int[] places = [.. Places(input.Shape, sample, 1, channel)];
                var own = Measure(input, places);
                Normalize(input, result, places, channel, IsMeasuring ? (own.Mean, own.Squares / count) : null);
                (means, squares) = (means + own.Mean, squares + own.Squares);
            }

            if (EagerTraining.IsActive && IsTracking)
                Move(channel, means / input.Shape[0], squares / input.Shape[0] / (count - 1), _momentum);
        }

        return result;
    }
}
