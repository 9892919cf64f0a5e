namespace Workflow.Compiled.Kernels;

/// <summary>The constants of stochastic gradient descent, in float64 as PyTorch holds them. A new one has PyTorch's defaults.</summary>
public readonly record struct SgdOptions
{
    /// <summary>PyTorch's defaults.</summary>
    public SgdOptions()
    {
    }

    /// <summary>The step width.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>How much of the momentum a step keeps; 0 means that there is none.</summary>
    public double Momentum { get; init; }

    /// <summary>How much of the gradient is kept out of the momentum.</summary>
    public double Dampening { get; init; }

    /// <summary>The factor of the parameters that is added to the gradient.</summary>
    public double WeightDecay { get; init; }

    /// <summary>Whether the momentum is applied to the gradient once more: Nesterov.</summary>
    public bool IsNesterov { get; init; }

    /// <summary>Whether to go up the gradient.</summary>
    public bool IsMaximizing { get; init; }
}
