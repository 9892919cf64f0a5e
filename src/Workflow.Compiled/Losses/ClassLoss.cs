namespace Workflow.Compiled;

/// <summary>A loss of outputs [batch, classes] against one class number a sample.</summary>
public abstract class ClassLoss : Loss
{
    private readonly float[]? _weight;

    private protected ClassLoss(float[]? weight, int ignoreIndex, Reduction reduction)
        : base(reduction)
    {
        _weight = weight?.ToArray();
        IgnoreIndex = ignoreIndex;
    }

    /// <summary>A weight for each class; empty when all count the same.</summary>
    public ReadOnlySpan<float> Weight => _weight;

    /// <summary>The target of samples that do not count.</summary>
    public int IgnoreIndex { get; }

    private protected sealed override void CheckTargets(Tensor output, Targets targets)
    {
        if (output.Shape.Rank != 2)
            throw new ArgumentException($"{GetType().Name} takes outputs [batch, classes] but is given {output.Shape}", nameof(output));
        if (targets.Classes is not { } classes)
            throw new ArgumentException($"{GetType().Name} takes one class number a sample (an IndexTensor) but is given {targets}", nameof(targets));
        if (classes.Shape.Rank != 1 || classes.Shape[0] != output.Shape[0])
            throw new ArgumentException($"{GetType().Name} of outputs {output.Shape} takes targets [{output.Shape[0]}] but is given {classes.Shape}", nameof(targets));
        if (_weight is not null && _weight.Length != output.Shape[1])
            throw new ArgumentException($"{GetType().Name} has weights for {_weight.Length} classes, but the outputs {output.Shape} have {output.Shape[1]}", nameof(output));
    }
}
