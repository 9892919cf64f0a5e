namespace Workflow.Compiled.Kernels;

/// <summary>What <see cref="BceWithLogits"/> can be told. The default is PyTorch's.</summary>
public readonly ref struct BceOptions
{
    /// <summary>The factor p of the positive term of each column; empty means 1 for all. PyTorch's <c>pos_weight</c>.</summary>
    public ReadOnlySpan<float> PositiveWeights { get; init; }

    /// <summary>The factor of each column's loss; empty means 1 for all. PyTorch's <c>weight</c>.</summary>
    public ReadOnlySpan<float> Weights { get; init; }

    /// <summary>How the losses of the elements become one number; the mean is over the number of elements, whatever their weights.</summary>
    public LossReduction Reduction { get; init; }
}
