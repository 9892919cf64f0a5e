namespace Workflow.Compiled;

/// <summary>
/// Changes the learning rate of an optimizer while training goes on. Creating one sets the rate of the first step; <see cref="Step"/> sets that of the
/// next. What it counts, steps or epochs, is up to who calls it: <see cref="Trainer"/> calls it after every step of its optimizer.
/// </summary>
/// <remarks>The rate is a function of the count and of the rates that the optimizer and its groups had at first.</remarks>
/// <seealso href="https://pytorch.org/docs/stable/optim.html#how-to-adjust-learning-rate"/>
public abstract class LRScheduler
{
    private readonly double _initialRate;
    private readonly double?[] _initialGroupRates;

    private protected LRScheduler(Optimizer optimizer)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        (Optimizer, _initialRate) = (optimizer, optimizer.LearningRate);
        _initialGroupRates = [.. optimizer.Groups.Select(group => group.LearningRate)];
    }

    /// <summary>How often <see cref="Step"/> was called.</summary>
    public int StepCount { get; private set; }

    /// <summary>Whose rate is changed.</summary>
    private protected Optimizer Optimizer { get; }

    /// <summary>Sets the rate of the next step.</summary>
    /// <exception cref="InvalidOperationException">The schedule has an end, and is there.</exception>
    public void Step()
    {
        RequireStep(StepCount + 1);
        StepCount++;
        Set();
    }

    /// <summary>Sets the rates; a constructor calls it when all is known.</summary>
    private protected virtual void Set()
    {
        Optimizer.LearningRate = RateAt(StepCount, _initialRate);
        for (var i = 0; i < _initialGroupRates.Length; i++)
        {
            if (_initialGroupRates[i] is { } initial)
                Optimizer.Groups[i].LearningRate = RateAt(StepCount, initial);
        }
    }

    /// <summary>The rate at a count.</summary>
    /// <param name="step">How often <see cref="Step"/> was called.</param>
    /// <param name="initial">The rate at first.</param>
    private protected abstract double RateAt(int step, double initial);

    /// <exception cref="InvalidOperationException">The schedule ends before that step.</exception>
    private protected virtual void RequireStep(int step)
    {
    }
}
