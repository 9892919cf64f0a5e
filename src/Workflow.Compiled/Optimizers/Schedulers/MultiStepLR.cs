namespace Workflow.Compiled;

/// <summary>Multiplies the learning rate by a factor at each of some steps.</summary>
/// <seealso href="https://pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.MultiStepLR.html"/>
public sealed class MultiStepLR : LRScheduler
{
    private readonly int[] _milestones;
    private readonly double _gamma;

    /// <summary>Creates a schedule.</summary>
    /// <param name="optimizer">Whose rate is changed.</param>
    /// <param name="milestones">When the rate is multiplied, in any order; twice where one stands twice.</param>
    /// <param name="gamma">The factor.</param>
    /// <exception cref="ArgumentOutOfRangeException">A milestone is negative, or <paramref name="gamma"/> is negative, infinite or NaN.</exception>
    public MultiStepLR(Optimizer optimizer, ReadOnlySpan<int> milestones, double gamma = 0.1)
        : base(optimizer)
    {
        foreach (var milestone in milestones)
            ArgumentOutOfRangeException.ThrowIfNegative(milestone, nameof(milestones));
        (_milestones, _gamma) = (milestones.ToArray(), Hyperparameter.NotNegative(gamma));
        Set();
    }

    private protected override double RateAt(int step, double initial)
    {
        var reached = 0;
        foreach (var milestone in _milestones)
            reached += milestone <= step ? 1 : 0;
        return initial * Math.Pow(_gamma, reached);
    }
}
