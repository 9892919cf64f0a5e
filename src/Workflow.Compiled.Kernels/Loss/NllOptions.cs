namespace Workflow.Compiled.Kernels;

/// <summary>What <see cref="Nll"/> can be told. The default is PyTorch's.</summary>
public readonly ref struct NllOptions
{
    // Shifted, so that the default of the struct is PyTorch's default.
    private readonly int _ignoreIndexPlus100;

    /// <summary>A weight for each class; empty means 1 for all.</summary>
    public ReadOnlySpan<float> ClassWeights { get; init; }

    /// <summary>The target that marks a sample that does not count; it need not be a class.</summary>
    public int IgnoreIndex
    {
        get => _ignoreIndexPlus100 - 100;
        init => _ignoreIndexPlus100 = unchecked(value + 100);
    }

    /// <summary>How the losses of the samples become one number.</summary>
    public LossReduction Reduction { get; init; }
}
