namespace Workflow.Compiled;

/// <summary>Some samples with their targets. A loader may give the same object, with other contents, for each step.</summary>
public sealed class Batch
{
    /// <summary>Joins inputs and targets.</summary>
    /// <param name="inputs">The samples; the first axis numbers them.</param>
    /// <param name="targets">As many targets.</param>
    /// <exception cref="ArgumentException">The inputs have no axes, or the numbers of inputs and targets differ.</exception>
    public Batch(Tensor inputs, Targets targets)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (inputs.Shape.Rank == 0)
            throw new ArgumentException("a batch needs an axis that numbers its samples, but the inputs are a single number", nameof(inputs));
        if (targets.Shape.Rank == 0 || targets.Shape[0] != inputs.Shape[0])
            throw new ArgumentException($"inputs {inputs.Shape} and targets {targets.Shape} must have the same number of samples", nameof(targets));
        (Inputs, Targets) = (inputs, targets);
    }

    /// <summary>The samples; the first axis numbers them.</summary>
    public Tensor Inputs { get; internal set; }

    /// <summary>A target for each sample.</summary>
    public Targets Targets { get; internal set; }

    /// <summary>The number of samples.</summary>
    public int Count => Inputs.Shape[0];
}
