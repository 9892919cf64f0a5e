namespace Workflow.Compiled.Kernels;

/// <summary>The constants of Adam and AdamW, in float64 as PyTorch holds them. A new one has PyTorch's defaults for Adam.</summary>
public readonly record struct AdamOptions
{
    /// <summary>PyTorch's defaults.</summary>
    public AdamOptions()
    {
    }

    /// <summary>The step width.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>How much of the first moment a step keeps.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>How much of the second moment a step keeps.</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Added to the root of the second moment.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>The factor of the parameters that is added to the gradient, or, decoupled, taken off the parameters.</summary>
    public double WeightDecay { get; init; }

    /// <summary>Whether weight decay bypasses the moments: AdamW.</summary>
    public bool IsDecoupled { get; init; }

    /// <summary>Whether the largest second moment so far is used: AMSGrad.</summary>
    public bool IsAmsGrad { get; init; }

    /// <summary>Whether to go up the gradient.</summary>
    public bool IsMaximizing { get; init; }
}
