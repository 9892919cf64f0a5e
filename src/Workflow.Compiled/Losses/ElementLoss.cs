namespace Workflow.Compiled;

/// <summary>A loss of outputs against targets of the same shape, element by element.</summary>
public abstract class ElementLoss : Loss
{
    private protected ElementLoss(Reduction reduction)
        : base(reduction)
    {
    }

    private protected override void CheckTargets(Tensor output, Targets targets)
    {
        if (targets.Values is not { } values)
            throw new ArgumentException($"{GetType().Name} takes a value for each output (a Tensor) but is given {targets}", nameof(targets));
        if (values.Shape != output.Shape)
            throw new ArgumentException($"{GetType().Name} of outputs {output.Shape} takes targets of that shape but is given {values.Shape}", nameof(targets));
    }
}
