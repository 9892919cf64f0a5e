namespace Workflow.Compiled;

/// <summary>Lowers the learning rate along half a wave of a cosine, and raises it again where training goes on.</summary>
/// <remarks>I. Loshchilov, F. Hutter: SGDR: Stochastic gradient descent with warm restarts (ICLR 2017), without the restarts.</remarks>
/// <seealso href="https://pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.CosineAnnealingLR.html"/>
public sealed class CosineAnnealingLR : LRScheduler
{
    private readonly int _halfPeriod;
    private readonly double _minimum;

    /// <summary>Creates a schedule.</summary>
    /// <param name="optimizer">Whose rate is changed.</param>
    /// <param name="halfPeriod">After how many steps the rate is lowest, at least 1: PyTorch's T_max.</param>
    /// <param name="minimum">The lowest rate: PyTorch's eta_min.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="halfPeriod"/> is less than 1, or <paramref name="minimum"/> is negative, infinite or NaN.</exception>
    public CosineAnnealingLR(Optimizer optimizer, int halfPeriod, double minimum = 0)
        : base(optimizer)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(halfPeriod, 1);
        (_halfPeriod, _minimum) = (halfPeriod, Hyperparameter.NotNegative(minimum));
        Set();
    }

    private protected override double RateAt(int step, double initial) =>
        _minimum + (initial - _minimum) * (1 + Math.Cos(Math.PI * step / _halfPeriod)) / 2;
}
