namespace Workflow.Compiled;

/// <summary>
/// Changes parameters along their gradients. A step is a few loops over flat buffers and allocates nothing. Frozen parameters stay as they are:
/// no weight decay, no momentum.
/// </summary>
public abstract class Optimizer
{
    private readonly ParameterCollection _model;
    private readonly (int Start, int Length)[][] _ranges;

    private protected Optimizer(IEnumerable<ParameterGroup> groups, double learningRate, double weightDecay)
    {
        ArgumentNullException.ThrowIfNull(groups);
        Groups = [.. groups];
        if (Groups.Count == 0)
            throw new ArgumentException("an optimizer needs a group of parameters", nameof(groups));
        if (Groups.SelectMany(group => group.Parameters).GroupBy(parameter => parameter).FirstOrDefault(uses => uses.Count() > 1) is { } shared)
            throw new ArgumentException($"{shared.Key.Name} is in more than one group", nameof(groups));
        _model = Groups[0].Parameters[0].Model;
        _ranges = [.. Groups.Select(group => FlatRanges.Of(_model, group.Parameters.Where(parameter => !parameter.IsFrozen)))];
        if (_ranges.All(ranges => ranges.Length == 0))
            throw new ArgumentException("every parameter is frozen: there is nothing to train", nameof(groups));
        LearningRate = learningRate;
        WeightDecay = Hyperparameter.NotNegative(weightDecay);
    }

    /// <summary>The step width, for groups without their own. May be changed between steps.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative, infinite or NaN.</exception>
    public double LearningRate
    {
        get;
        set => field = Hyperparameter.NotNegative(value, nameof(LearningRate));
    }

    /// <summary>The weight decay of groups without their own.</summary>
    public double WeightDecay { get; }

    /// <summary>How much of the last direction a step keeps, which a schedule may change between steps: momentum or beta1.</summary>
    internal abstract double CycledMomentum { get; set; }

    /// <summary>The groups.</summary>
    public IReadOnlyList<ParameterGroup> Groups { get; }

    /// <summary>The number of steps so far.</summary>
    public long StepCount { get; private set; }

    /// <summary>Changes all parameters of all groups once.</summary>
    /// <param name="gradients">The gradients of the model that the parameters belong to.</param>
    /// <exception cref="ArgumentException">The gradients are another model's.</exception>
    public void Step(GradientBuffer gradients)
    {
        ArgumentNullException.ThrowIfNull(gradients);
        if (!ReferenceEquals(gradients.Parameters, _model))
            throw new ArgumentException("these gradients are those of another model than the optimizer's", nameof(gradients));

        StepCount++;
        for (var i = 0; i < _ranges.Length; i++)
        {
            var group = Groups[i];
            foreach (var (start, length) in _ranges[i])
            {
                Update(
                    _model.Flat.Slice(start, length),
                    gradients.Flat.Slice(start, length),
                    start,
                    group.LearningRate ?? LearningRate,
                    group.WeightDecay ?? WeightDecay);
            }
        }
    }

    /// <summary>Changes a range of the flat buffer.</summary>
    /// <param name="parameters">The range.</param>
    /// <param name="gradients">Its gradients.</param>
    /// <param name="start">Where the range starts in the buffer, and in state that is laid out like it.</param>
    /// <param name="learningRate">The step width.</param>
    /// <param name="weightDecay">The weight decay.</param>
    private protected abstract void Update(
        Span<float> parameters, ReadOnlySpan<float> gradients, int start, double learningRate, double weightDecay);

    /// <summary>State of an optimizer, zero at first: a float for each float of the flat buffer.</summary>
    private protected AlignedMemory AllocateState() => new(_model.FlatLength);
}
