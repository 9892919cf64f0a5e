namespace Workflow.Compiled;

/// <summary>Parameters with a learning rate or weight decay of their own.</summary>
public sealed class ParameterGroup
{
    /// <summary>Creates a group.</summary>
    /// <param name="parameters">Parameters of one model.</param>
    /// <exception cref="ArgumentException">There are none, or one occurs twice.</exception>
    public ParameterGroup(params IEnumerable<Parameter> parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        Parameters = [.. parameters];
        if (Parameters.Count == 0)
            throw new ArgumentException("a group needs a parameter", nameof(parameters));
        if (Parameters.Distinct().Count() != Parameters.Count)
            throw new ArgumentException("a parameter occurs twice in a group", nameof(parameters));
    }

    /// <summary>The parameters.</summary>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>The group's own learning rate; null for the optimizer's.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative, infinite or NaN.</exception>
    public double? LearningRate
    {
        get;
        set => field = value is { } rate ? Hyperparameter.NotNegative(rate, nameof(LearningRate)) : null;
    }

    /// <summary>The group's own weight decay; null for the optimizer's.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative, infinite or NaN.</exception>
    public double? WeightDecay
    {
        get;
        set => field = value is { } decay ? Hyperparameter.NotNegative(decay, nameof(WeightDecay)) : null;
    }
}
