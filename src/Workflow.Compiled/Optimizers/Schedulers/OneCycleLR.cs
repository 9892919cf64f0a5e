namespace Workflow.Compiled;

/// <summary>
/// Raises the learning rate to a maximum and then lowers it to almost nothing, within a number of steps that is known from the first on; the momentum
/// goes the other way.
/// </summary>
/// <remarks>L. Smith, N. Topin: Super-convergence: very fast training of neural networks using large learning rates (2017).</remarks>
/// <seealso href="https://pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.OneCycleLR.html"/>
public sealed class OneCycleLR : LRScheduler
{
    private readonly int _totalSteps;
    private readonly AnnealStrategy _strategy;
    private readonly bool _cycleMomentum;
    private readonly Phase[] _phases;

    /// <summary>Creates a schedule. The rates that the optimizer and its groups have do not count.</summary>
    /// <param name="optimizer">Whose rate is changed.</param>
    /// <param name="maxLearningRate">The highest rate.</param>
    /// <param name="totalSteps">The number of steps, at least 1: batches times epochs where a <see cref="Trainer"/> counts.</param>
    /// <param name="warmup">The share of the steps in which the rate rises, from 0 to 1: PyTorch's pct_start.</param>
    /// <param name="strategy">How it rises and falls.</param>
    /// <param name="cycleMomentum">Whether the momentum of <see cref="Sgd"/>, or beta1 of <see cref="Adam"/>, falls while the rate rises.</param>
    /// <param name="baseMomentum">The lowest momentum.</param>
    /// <param name="maxMomentum">The highest momentum, with which training begins and ends.</param>
    /// <param name="divFactor">The highest rate divided by the first.</param>
    /// <param name="finalDivFactor">The first rate divided by the last.</param>
    /// <param name="threePhase">Whether the rate falls as it rose, and only then to the last, instead of at once.</param>
    /// <exception cref="ArgumentException"><paramref name="cycleMomentum"/> is set, but the optimizer has no momentum.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public OneCycleLR(
        Optimizer optimizer,
        double maxLearningRate,
        int totalSteps,
        double warmup = 0.3,
        AnnealStrategy strategy = AnnealStrategy.Cosine,
        bool cycleMomentum = true,
        double baseMomentum = 0.85,
        double maxMomentum = 0.95,
        double divFactor = 25,
        double finalDivFactor = 1e4,
        bool threePhase = false)
        : base(optimizer)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(totalSteps, 1);
        if (warmup is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(warmup), warmup, "warmup must be from 0 to 1");
        if (!Enum.IsDefined(strategy))
            throw new ArgumentOutOfRangeException(nameof(strategy), strategy, "there is no such strategy");
        if (cycleMomentum && optimizer.CycledMomentum == 0)
            throw new ArgumentException("the optimizer has no momentum: give it one, or pass cycleMomentum: false", nameof(optimizer));
        (_totalSteps, _strategy, _cycleMomentum) = (totalSteps, strategy, cycleMomentum);

        var highest = Hyperparameter.NotNegative(maxLearningRate);
        var first = highest / Hyperparameter.Positive(divFactor);
        var last = first / Hyperparameter.Positive(finalDivFactor);
        var (low, high) = (Hyperparameter.Decay(baseMomentum), Hyperparameter.Decay(maxMomentum));
        var top = warmup * totalSteps - 1;
        _phases = threePhase
            ? [new(top, first, highest, high, low), new(2 * warmup * totalSteps - 2, highest, first, low, high), new(totalSteps - 1, first, last, high, high)]
            : [new(top, first, highest, high, low), new(totalSteps - 1, highest, last, low, high)];
        Set();
    }

    private protected override void Set()
    {
        base.Set();
        if (_cycleMomentum)
            Optimizer.CycledMomentum = At(StepCount, phase => (phase.FirstMomentum, phase.LastMomentum));
    }

    private protected override double RateAt(int step, double initial) => At(step, phase => (phase.FirstRate, phase.LastRate));

    private protected override void RequireStep(int step)
    {
        if (step > _totalSteps)
            throw new InvalidOperationException($"the cycle has {_totalSteps} steps and is over: give totalSteps as many as training has");
    }

    private double At(int step, Func<Phase, (double First, double Last)> valuesOf)
    {
        var number = 0;
        while (number < _phases.Length - 1 && step > _phases[number].End)
            number++;
        var start = number == 0 ? 0 : _phases[number - 1].End;
        var (first, last) = valuesOf(_phases[number]);
        var length = _phases[number].End - start;
        return Anneal(first, last, length > 0 ? Math.Min(1, (step - start) / length) : 1);
    }

    private double Anneal(double first, double last, double share) => _strategy == AnnealStrategy.Cosine
        ? last + (first - last) / 2 * (1 + Math.Cos(Math.PI * share))
        : first + (last - first) * share;

    /// <summary>A part of the cycle; it begins where the one before ends.</summary>
    /// <param name="End">The step at which the last values are reached, usually no whole number.</param>
    /// <param name="FirstRate">The rate at its beginning.</param>
    /// <param name="LastRate">The rate at its end.</param>
    /// <param name="FirstMomentum">The momentum at its beginning.</param>
    /// <param name="LastMomentum">The momentum at its end.</param>
    private readonly record struct Phase(double End, double FirstRate, double LastRate, double FirstMomentum, double LastMomentum);
}
