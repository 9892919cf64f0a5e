using Workflow.Compiled.Kernels;

namespace Workflow.Compiled;

/// <summary>
/// The binary cross-entropy of each logit against a probability: −w · (p · t · log σ(x) + (1 − t) · log(1 − σ(x))), computed without overflow.
/// </summary>
/// <param name="reduction">How the losses of elements become one; the mean is over their number, whatever their weights.</param>
/// <param name="weight">A factor w for each place along the last axis; null for 1.</param>
/// <param name="positiveWeight">A factor p of the positive term for each place along the last axis; null for 1.</param>
/// <seealso href="https://pytorch.org/docs/stable/generated/torch.nn.BCEWithLogitsLoss.html"/>
public sealed class BceWithLogitsLoss(Reduction reduction = Reduction.Mean, float[]? weight = null, float[]? positiveWeight = null)
    : ElementLoss(reduction)
{
    private readonly float[]? _weight = weight?.ToArray();
    private readonly float[]? _positiveWeight = positiveWeight?.ToArray();

    private BceOptions Options => new() { Weights = _weight, PositiveWeights = _positiveWeight, Reduction = KernelReduction };

    private protected override void CheckTargets(Tensor output, Targets targets)
    {
        base.CheckTargets(output, targets);
        foreach (var factors in (ReadOnlySpan<float[]?>)[_weight, _positiveWeight])
        {
            if (factors is not null && factors.Length != Columns(output))
                throw new ArgumentException($"BceWithLogitsLoss has {factors.Length} weights, but the last axis of the outputs {output.Shape} has {Columns(output)}", nameof(output));
        }
    }

    private protected override float Reduce(Tensor output, Targets targets, Span<float> gradient) =>
        BceWithLogits.Forward(output.Span, Rows(output), Columns(output), targets.Values!.Span, Options, gradient);

    private protected override void Separate(Tensor output, Targets targets, Span<float> losses, Span<float> gradient) =>
        BceWithLogits.PerElement(output.Span, Rows(output), Columns(output), targets.Values!.Span, Options, losses, gradient);

    private static int Columns(Tensor output) => output.Shape.Rank == 0 ? 1 : output.Shape[^1];

    private static int Rows(Tensor output) => output.Shape.Product(0, Math.Max(0, output.Shape.Rank - 1));
}
