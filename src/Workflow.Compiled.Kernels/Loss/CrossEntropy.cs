namespace Workflow.Compiled.Kernels;

/// <summary>
/// Cross-entropy of logits with class numbers, fused with its gradient. Of a sample with logits x, target t, class weights w and label
/// smoothing ε over C classes: -(1 - ε) w[t] log p[t] - (ε / C) Σ w[c] log p[c], p = softmax(x); PyTorch's <c>CrossEntropyLoss</c>.
/// The mean divides by the sum of w[t] over the samples that are not ignored; where there is none it is NaN, and the gradient 0.
/// </summary>
public static unsafe partial class CrossEntropy
{
    // An exponential costs about as much as streaming this many operands.
    private const long Cost = 8;

    /// <summary>The mean or sum of the losses of all samples and, if wanted, its gradient.</summary>
    /// <param name="logits">[rows, classes], row-major.</param>
    /// <param name="rows">The number of samples.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="targets">[rows]: the class of each sample, or the index that is ignored.</param>
    /// <param name="options">Weights, smoothing, reduction.</param>
    /// <param name="gradient">[rows, classes]: where to write the gradient of the loss with respect to the logits; empty if it is not wanted.</param>
    /// <returns>The loss, accumulated in float64.</returns>
    /// <exception cref="ArgumentException">A span does not have the length its dimensions give.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A target is neither a class nor ignored, a dimension is negative, or the smoothing is not within 0 and 1. Nothing has been written then.
    /// </exception>
    public static float Forward(
        ReadOnlySpan<float> logits, int rows, int classes, ReadOnlySpan<int> targets, CrossEntropyOptions options, Span<float> gradient)
    {
        var weight = Check(logits, rows, classes, targets, options, gradient);
        var sum = Run(logits, rows, classes, targets, options, ClassTargets.Scale(options.Reduction, weight), default, default, gradient);
        return (float)(options.Reduction == LossReduction.Mean ? sum / weight : sum);
    }

    /// <summary>The loss of each sample (0 of an ignored one) and, if wanted, the gradient of their sum. The reduction of the options does not matter.</summary>
    /// <param name="logits">[rows, classes], row-major.</param>
    /// <param name="rows">The number of samples.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="targets">[rows]: the class of each sample, or the index that is ignored.</param>
    /// <param name="options">Weights and smoothing.</param>
    /// <param name="losses">[rows]: where to write the losses.</param>
    /// <param name="gradient">[rows, classes]: where to write the gradient of each sample's loss; empty if it is not wanted.</param>
    /// <inheritdoc cref="Forward" path="/exception"/>
    public static void PerSample(
        ReadOnlySpan<float> logits,
        int rows,
        int classes,
        ReadOnlySpan<int> targets,
        CrossEntropyOptions options,
        Span<float> losses,
        Span<float> gradient)
    {
        Extent.Check(rows, losses);
        Check(logits, rows, classes, targets, options, gradient);
        Run(logits, rows, classes, targets, options, 1, losses, default, gradient);
    }

    /// <summary>Checks what does not depend on the samples.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The smoothing is not within 0 and 1.</exception>
    internal static void Check(CrossEntropyOptions options)
    {
        if (options.LabelSmoothing is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(options), options.LabelSmoothing, "Label smoothing must be within 0 and 1.");
    }

    /// <summary>The sum of the losses of checked samples; where it is wanted, the gradient takes the place of the logits.</summary>
    internal static double InPlace(
        Span<float> logits, int rows, int classes, ReadOnlySpan<int> targets, CrossEntropyOptions options, double scale, bool wantsGradient) =>
        Run(logits, rows, classes, targets, options, scale, default, default, wantsGradient ? logits : default);

    private static double Check(
        ReadOnlySpan<float> logits, int rows, int classes, ReadOnlySpan<int> targets, CrossEntropyOptions options, Span<float> gradient)
    {
        Check(options);
        return ClassTargets.CheckedWeight(logits, rows, classes, targets, options.ClassWeights, options.IgnoreIndex, gradient);
    }

    private static double Run(
        ReadOnlySpan<float> logits,
        int rows,
        int classes,
        ReadOnlySpan<int> targets,
        CrossEntropyOptions options,
        double scale,
        Span<float> losses,
        Span<float> normalizers,
        Span<float> gradient)
    {
        var partials = default(Partials);
        fixed (float* x = logits, w = options.ClassWeights, l = losses, n = normalizers, dx = gradient)
        fixed (int* t = targets)
        {
            var parts = Math.Min(rows, Partials.Most);
            var target = new SmoothedTarget(w, classes, options.LabelSmoothing, scale);
            RangeKernel.Run(new CrossEntropyRows(x, rows, classes, t, options.IgnoreIndex, target, l, n, dx, &partials, parts), parts, Cost * logits.Length);
        }

        return partials.Sum();
    }
}
