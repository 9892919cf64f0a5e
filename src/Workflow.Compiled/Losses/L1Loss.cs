using Workflow.Compiled.Kernels;

namespace Workflow.Compiled;

/// <summary>The absolute error |output − target| of each element; its gradient is 0 where they are equal.</summary>
/// <param name="reduction">How the losses of elements become one.</param>
/// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.L1Loss.html"/>
public sealed class L1Loss(Reduction reduction = Reduction.Mean) : ElementLoss(reduction)
{
    private protected override float Reduce(Tensor output, Targets targets, Span<float> gradient) =>
        L1.Forward(output.Span, targets.Values!.Span, KernelReduction, gradient);

    private protected override void Separate(Tensor output, Targets targets, Span<float> losses, Span<float> gradient) =>
        L1.PerElement(output.Span, targets.Values!.Span, losses, gradient);
}
