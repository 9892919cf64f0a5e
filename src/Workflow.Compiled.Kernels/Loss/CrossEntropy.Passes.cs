namespace Workflow.Compiled.Kernels;

/// <content>
/// Loss and gradient apart, as the two passes over a network need them. From one to the other goes, for each sample, its normalizer: the largest logit, and the
/// sum of the exponentials of the distances from it.
/// </content>
public static unsafe partial class CrossEntropy
{
    /// <summary>The mean or sum of the losses of all samples.</summary>
    /// <remarks>Reads the logits twice, while a row is in the first cache.</remarks>
    /// <param name="logits">[rows, classes], row-major.</param>
    /// <param name="targets">[rows]: the class of each sample, or the index that is ignored.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="loss">[1]: where to write the loss, accumulated in float64.</param>
    /// <param name="normalizers">[rows, 2]: where to write the normalizers of the samples that are not ignored; empty if they are not wanted.</param>
    /// <param name="options">Weights, smoothing, reduction.</param>
    /// <inheritdoc cref="Forward" path="/exception"/>
    public static void Loss(
        ReadOnlySpan<float> logits, ReadOnlySpan<int> targets, int classes, Span<float> loss, Span<float> normalizers, CrossEntropyOptions options = default)
    {
        Extent.Check(1, loss);
        var weight = Check(logits, targets, classes, normalizers, options);
        var sum = Run(logits, targets.Length, classes, targets, options, 1, default, normalizers, default);
        loss[0] = (float)(options.Reduction == LossReduction.Mean ? sum / weight : sum);
    }

    /// <summary>The loss of each sample; 0 of an ignored one. The reduction of the options does not matter.</summary>
    /// <param name="logits">[rows, classes], row-major.</param>
    /// <param name="targets">[rows]: the class of each sample, or the index that is ignored.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="losses">[rows]: where to write the losses.</param>
    /// <param name="normalizers">[rows, 2]: where to write the normalizers of the samples that are not ignored; empty if they are not wanted.</param>
    /// <param name="options">Weights and smoothing.</param>
    /// <inheritdoc cref="Loss"/>
    public static void Losses(
        ReadOnlySpan<float> logits, ReadOnlySpan<int> targets, int classes, Span<float> losses, Span<float> normalizers, CrossEntropyOptions options = default)
    {
        Extent.Check(targets.Length, losses);
        Check(logits, targets, classes, normalizers, options);
        Run(logits, targets.Length, classes, targets, options, 1, losses, normalizers, default);
    }

    /// <summary>The gradient with respect to the logits of what <see cref="Loss"/> gives.</summary>
    /// <remarks>Reads the logits and writes the gradient, once.</remarks>
    /// <param name="lossGradient">[1]: the gradient of the loss.</param>
    /// <param name="logits">[rows, classes], row-major.</param>
    /// <param name="targets">[rows]: the class of each sample, or the index that is ignored.</param>
    /// <param name="normalizers">[rows, 2]: what <see cref="Loss"/> gave.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="gradient">[rows, classes]: where to write the gradient; may be the logits themselves.</param>
    /// <param name="options">What the loss was given.</param>
    /// <inheritdoc cref="Forward" path="/exception"/>
    public static void LossGradient(
        ReadOnlySpan<float> lossGradient,
        ReadOnlySpan<float> logits,
        ReadOnlySpan<int> targets,
        ReadOnlySpan<float> normalizers,
        int classes,
        Span<float> gradient,
        CrossEntropyOptions options = default)
    {
        Extent.Check(1, lossGradient);
        Extent.Check(logits.Length, gradient);
        var weight = Check(logits, targets, classes, normalizers, options);
        Differentiate(lossGradient, 0, logits, targets, normalizers, classes, gradient, options, ClassTargets.Scale(options.Reduction, weight));
    }

    /// <summary>The gradient with respect to the logits of what <see cref="Losses"/> gives.</summary>
    /// <param name="lossGradients">[rows]: the gradient of each sample's loss.</param>
    /// <param name="logits">[rows, classes], row-major.</param>
    /// <param name="targets">[rows]: the class of each sample, or the index that is ignored.</param>
    /// <param name="normalizers">[rows, 2]: what <see cref="Losses"/> gave.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="gradient">[rows, classes]: where to write the gradient; may be the logits themselves.</param>
    /// <param name="options">What the losses were given.</param>
    /// <inheritdoc cref="LossGradient"/>
    public static void LossesGradient(
        ReadOnlySpan<float> lossGradients,
        ReadOnlySpan<float> logits,
        ReadOnlySpan<int> targets,
        ReadOnlySpan<float> normalizers,
        int classes,
        Span<float> gradient,
        CrossEntropyOptions options = default)
    {
        Extent.Check(targets.Length, lossGradients);
        Extent.Check(logits.Length, gradient);
        Check(logits, targets, classes, normalizers, options);
        Differentiate(lossGradients, 1, logits, targets, normalizers, classes, gradient, options, 1);
    }

    private static double Check(
        ReadOnlySpan<float> logits, ReadOnlySpan<int> targets, int classes, ReadOnlySpan<float> normalizers, CrossEntropyOptions options)
    {
        if (!normalizers.IsEmpty)
            Extent.Check(checked(2 * targets.Length), normalizers);
        return Check(logits, targets.Length, classes, targets, options, default);
    }

    private static void Differentiate(
        ReadOnlySpan<float> lossGradients,
        nint step,
        ReadOnlySpan<float> logits,
        ReadOnlySpan<int> targets,
        ReadOnlySpan<float> normalizers,
        int classes,
        Span<float> gradient,
        CrossEntropyOptions options,
        double scale)
    {
        fixed (float* dy = lossGradients, x = logits, n = normalizers, w = options.ClassWeights, dx = gradient)
        fixed (int* t = targets)
        {
            var target = new SmoothedTarget(w, classes, options.LabelSmoothing, scale);
            RangeKernel.Run(new CrossEntropyGradientRows(dy, step, x, classes, t, options.IgnoreIndex, target, n, dx), targets.Length, Cost * logits.Length);
        }
    }
}
