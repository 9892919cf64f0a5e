using Workflow.Compiled.Kernels;

namespace Workflow.Compiled;

/// <summary>
/// The negative log-likelihood of log-probabilities [batch, classes], such as <see cref="Functional.LogSoftmax"/> gives, against one class
/// number a sample: −output[target].
/// </summary>
/// <param name="weight">A weight for each class; null when all count the same.</param>
/// <param name="ignoreIndex">The target of samples that do not count.</param>
/// <param name="reduction">How the losses of samples become one.</param>
/// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.NLLLoss.html"/>
public sealed class NllLoss(float[]? weight = null, int ignoreIndex = -100, Reduction reduction = Reduction.Mean)
    : ClassLoss(weight, ignoreIndex, reduction)
{
    private NllOptions Options => new() { ClassWeights = Weight, IgnoreIndex = IgnoreIndex, Reduction = KernelReduction };

    private protected override float Reduce(Tensor output, Targets targets, Span<float> gradient) =>
        Nll.Forward(output.Span, output.Shape[0], output.Shape[1], targets.Classes!.Span, Options, gradient);

    private protected override void Separate(Tensor output, Targets targets, Span<float> losses, Span<float> gradient) =>
        Nll.PerSample(output.Span, output.Shape[0], output.Shape[1], targets.Classes!.Span, Options, losses, gradient);
}
