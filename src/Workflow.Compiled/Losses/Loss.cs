using Workflow.Compiled.Kernels;

namespace Workflow.Compiled;

/// <summary>How far outputs are from targets, together with the gradient that a backward pass starts from.</summary>
public abstract class Loss
{
    private protected Loss(Reduction reduction)
    {
        if (!Enum.IsDefined(reduction))
            throw new ArgumentOutOfRangeException(nameof(reduction), reduction, "there is no such reduction");
        Reduction = reduction;
    }

    /// <summary>How single losses become one.</summary>
    public Reduction Reduction { get; }

    /// <summary>The reduction in the words of the kernels.</summary>
    private protected LossReduction KernelReduction => Reduction == Reduction.Sum ? LossReduction.Sum : LossReduction.Mean;

    /// <summary>Computes the loss and, if wanted, its gradient with respect to the outputs.</summary>
    /// <param name="output">What the network gave.</param>
    /// <param name="targets">What it should have given.</param>
    /// <param name="gradient">Where to write the gradient, of the shape of <paramref name="output"/>; null if it is not wanted.</param>
    /// <returns>The loss.</returns>
    /// <exception cref="ArgumentException">The targets are of the wrong kind or shape, or a class number is out of range; nothing is written then.</exception>
    /// <exception cref="InvalidOperationException"><see cref="Reduction"/> is <see cref="Reduction.None"/>.</exception>
    public float Forward(Tensor output, Targets targets, Tensor? gradient = null)
    {
        if (Reduction == Reduction.None)
            throw new InvalidOperationException($"a {GetType().Name} without reduction is no single number: call PerSample, or choose Reduction.Mean or Sum");
        Check(output, targets, gradient);
        return Reduce(output, targets, gradient is null ? default : gradient.Span);
    }

    /// <summary>Computes the losses one by one, whatever the reduction, and, if wanted, the gradient of their sum.</summary>
    /// <param name="output">What the network gave.</param>
    /// <param name="targets">What it should have given.</param>
    /// <param name="gradient">Where to write the gradient, of the shape of <paramref name="output"/>; null if it is not wanted.</param>
    /// <returns>A loss for each target, in the shape of <paramref name="targets"/>.</returns>
    /// <exception cref="ArgumentException">The targets are of the wrong kind or shape, or a class number is out of range; nothing is written then.</exception>
    public Tensor PerSample(Tensor output, Targets targets, Tensor? gradient = null)
    {
        Check(output, targets, gradient);
        var losses = new Tensor(targets.Shape);
        Separate(output, targets, losses.Span, gradient is null ? default : gradient.Span);
        return losses;
    }

    /// <summary>Checks that the targets are of the right kind and of a shape that fits.</summary>
    private protected abstract void CheckTargets(Tensor output, Targets targets);

    private protected abstract float Reduce(Tensor output, Targets targets, Span<float> gradient);

    private protected abstract void Separate(Tensor output, Targets targets, Span<float> losses, Span<float> gradient);

    private void Check(Tensor output, Targets targets, Tensor? gradient)
    {
        ArgumentNullException.ThrowIfNull(output);
        CheckTargets(output, targets);
        if (gradient is not null && gradient.Shape != output.Shape)
            throw new ArgumentException($"the gradient of an output {output.Shape} has its shape, but {gradient.Shape} is given", nameof(gradient));
    }
}
