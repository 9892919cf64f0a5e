namespace Workflow.Compiled.Kernels;

/// <summary>
/// Binary cross-entropy of logits: with logit x, target y, weight w and positive weight p of the column,
/// w ((1 - y) x + (1 + (p - 1) y) (log(1 + exp(-|x|)) + max(-x, 0))), which overflows nowhere; PyTorch's <c>BCEWithLogitsLoss</c>.
/// </summary>
public static unsafe class BceWithLogits
{
    /// <summary>The mean or sum over all elements and, if wanted, its gradient.</summary>
    /// <param name="logits">[rows, columns], row-major.</param>
    /// <param name="rows">The number of samples.</param>
    /// <param name="columns">The number of outputs of a sample.</param>
    /// <param name="targets">[rows, columns]: probabilities, usually 0 or 1.</param>
    /// <param name="options">Weights and reduction.</param>
    /// <param name="gradient">[rows, columns]: where to write the gradient with respect to the logits; empty if it is not wanted.</param>
    /// <returns>The loss, accumulated in float64; the mean of no elements is NaN.</returns>
    /// <exception cref="ArgumentException">A span does not have the length its dimensions give.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A dimension is negative, or their product is too large.</exception>
    public static float Forward(
        ReadOnlySpan<float> logits, int rows, int columns, ReadOnlySpan<float> targets, BceOptions options, Span<float> gradient)
    {
        Check(columns, options);
        fixed (float* p = options.PositiveWeights, w = options.Weights)
        {
            var element = new BceElement(p, w);
            return p == null && w == null
                ? ElementLoss.Reduced(element, logits, targets, 1, Extent.Of(rows, columns, 1), options.Reduction, gradient)
                : ElementLoss.Reduced(element, logits, targets, rows, columns, options.Reduction, gradient);
        }
    }

    /// <summary>The loss of each element and, if wanted, the gradient of their sum. The reduction of the options does not matter.</summary>
    /// <param name="logits">[rows, columns], row-major.</param>
    /// <param name="rows">The number of samples.</param>
    /// <param name="columns">The number of outputs of a sample.</param>
    /// <param name="targets">[rows, columns]: probabilities, usually 0 or 1.</param>
    /// <param name="options">Weights.</param>
    /// <param name="losses">[rows, columns]: where to write the losses.</param>
    /// <param name="gradient">[rows, columns]: where to write the gradient with respect to the logits; empty if it is not wanted.</param>
    /// <inheritdoc cref="Forward" path="/exception"/>
    public static void PerElement(
        ReadOnlySpan<float> logits,
        int rows,
        int columns,
        ReadOnlySpan<float> targets,
        BceOptions options,
        Span<float> losses,
        Span<float> gradient)
    {
        Check(columns, options);
        fixed (float* p = options.PositiveWeights, w = options.Weights)
            ElementLoss.Each(new BceElement(p, w), logits, targets, rows, columns, losses, gradient);
    }

    private static void Check(int columns, BceOptions options)
    {
        if (!options.PositiveWeights.IsEmpty)
            Extent.Check(columns, options.PositiveWeights);
        if (!options.Weights.IsEmpty)
            Extent.Check(columns, options.Weights);
    }
}
