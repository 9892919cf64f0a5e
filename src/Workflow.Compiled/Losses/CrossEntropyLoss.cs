using Workflow.Compiled.Kernels;

namespace Workflow.Compiled;

/// <summary>
/// The cross-entropy of logits [batch, classes] against one class number a sample: −log softmax(output)[target]. Where all samples are ignored the mean is
/// NaN, as in PyTorch, and the gradient 0.
/// </summary>
/// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.CrossEntropyLoss.html"/>
public sealed class CrossEntropyLoss : ClassLoss
{
    /// <summary>Creates a loss.</summary>
    /// <param name="weight">A weight for each class; null when all count the same.</param>
    /// <param name="ignoreIndex">The target of samples that do not count.</param>
    /// <param name="labelSmoothing">The part of the target, from 0 to 1, that is spread over all classes.</param>
    /// <param name="reduction">How the losses of samples become one.</param>
    /// <exception cref="ArgumentOutOfRangeException">The smoothing is not between 0 and 1.</exception>
    public CrossEntropyLoss(float[]? weight = null, int ignoreIndex = -100, float labelSmoothing = 0, Reduction reduction = Reduction.Mean)
        : base(weight, ignoreIndex, reduction)
    {
        if (labelSmoothing is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(labelSmoothing), labelSmoothing, "label smoothing is between 0 and 1");
        LabelSmoothing = labelSmoothing;
    }

    /// <summary>The part of the target that is spread over all classes.</summary>
    public float LabelSmoothing { get; }

    private CrossEntropyOptions Options => new()
    {
        ClassWeights = Weight,
        IgnoreIndex = IgnoreIndex,
        LabelSmoothing = LabelSmoothing,
        Reduction = KernelReduction,
    };

    private protected override float Reduce(Tensor output, Targets targets, Span<float> gradient) =>
        CrossEntropy.Forward(output.Span, output.Shape[0], output.Shape[1], targets.Classes!.Span, Options, gradient);

    private protected override void Separate(Tensor output, Targets targets, Span<float> losses, Span<float> gradient) =>
        CrossEntropy.PerSample(output.Span, output.Shape[0], output.Shape[1], targets.Classes!.Span, Options, losses, gradient);
}
