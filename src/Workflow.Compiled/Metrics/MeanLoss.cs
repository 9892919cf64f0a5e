namespace Workflow.Compiled;

/// <summary>The mean of a loss over samples: a short last batch counts for as many samples as it has.</summary>
public sealed class MeanLoss : IMetric
{
    private readonly Loss _criterion;
    private double _sum;
    private long _count;

    /// <summary>Creates a metric.</summary>
    /// <param name="criterion">The loss; with a reduction to one number.</param>
    public MeanLoss(Loss criterion)
    {
        ArgumentNullException.ThrowIfNull(criterion);
        _criterion = criterion;
    }

    /// <inheritdoc/>
    public string Name => "loss";

    /// <inheritdoc/>
    public double Value => _sum / _count;

    /// <inheritdoc/>
    public void Add(Tensor output, Targets targets) => Add(_criterion.Forward(output, targets), output.Shape[0]);

    /// <summary>Takes a batch into account whose loss is known.</summary>
    /// <param name="loss">The loss as the criterion gave it.</param>
    /// <param name="samples">The number of samples of the batch.</param>
    public void Add(float loss, int samples)
    {
        _sum += _criterion.Reduction == Reduction.Mean ? (double)loss * samples : loss;
        _count += samples;
    }

    /// <inheritdoc/>
    public void Reset() => (_sum, _count) = (0, 0);
}
