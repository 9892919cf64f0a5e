using Workflow.Compiled.Kernels;

namespace Workflow.Compiled;

/// <summary>The squared error (output − target)² of each element.</summary>
/// <param name="reduction">How the losses of elements become one.</param>
/// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.MSELoss.html"/>
public sealed class MseLoss(Reduction reduction = Reduction.Mean) : ElementLoss(reduction)
{
    private protected override float Reduce(Tensor output, Targets targets, Span<float> gradient) =>
        Mse.Forward(output.Span, targets.Values!.Span, KernelReduction, gradient);

    private protected override void Separate(Tensor output, Targets targets, Span<float> losses, Span<float> gradient) =>
        Mse.PerElement(output.Span, targets.Values!.Span, losses, gradient);
}
