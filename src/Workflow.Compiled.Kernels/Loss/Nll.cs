namespace Workflow.Compiled.Kernels;

/// <summary>
/// Negative log-likelihood of log-probabilities with class numbers: -w[t] x[t] of a sample with target t; PyTorch's <c>NLLLoss</c>.
/// The mean divides by the sum of w[t] over the samples that are not ignored; where there is none it is NaN, and the gradient 0.
/// </summary>
public static class Nll
{
    /// <summary>The mean or sum of the losses of all samples and, if wanted, its gradient.</summary>
    /// <param name="logProbabilities">[rows, classes], row-major.</param>
    /// <param name="rows">The number of samples.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="targets">[rows]: the class of each sample, or the index that is ignored.</param>
    /// <param name="options">Weights and reduction.</param>
    /// <param name="gradient">[rows, classes]: where to write the gradient with respect to the log-probabilities; empty if it is not wanted.</param>
    /// <returns>The loss, accumulated in float64.</returns>
    /// <exception cref="ArgumentException">A span does not have the length its dimensions give.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A target is neither a class nor ignored, or a dimension is negative. Nothing has been written then.</exception>
    public static float Forward(
        ReadOnlySpan<float> logProbabilities, int rows, int classes, ReadOnlySpan<int> targets, NllOptions options, Span<float> gradient)
    {
        var weight = ClassTargets.CheckedWeight(
            logProbabilities, rows, classes, targets, options.ClassWeights, options.IgnoreIndex, gradient);
        var sum = Run(logProbabilities, classes, targets, options, ClassTargets.Scale(options.Reduction, weight), default, gradient);
        return (float)(options.Reduction == LossReduction.Mean ? sum / weight : sum);
    }

    /// <summary>The loss of each sample (0 of an ignored one) and, if wanted, the gradient of their sum. The reduction of the options does not matter.</summary>
    /// <param name="logProbabilities">[rows, classes], row-major.</param>
    /// <param name="rows">The number of samples.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="targets">[rows]: the class of each sample, or the index that is ignored.</param>
    /// <param name="options">Weights.</param>
    /// <param name="losses">[rows]: where to write the losses.</param>
    /// <param name="gradient">[rows, classes]: where to write the gradient of each sample's loss; empty if it is not wanted.</param>
    /// <inheritdoc cref="Forward" path="/exception"/>
    public static void PerSample(
        ReadOnlySpan<float> logProbabilities,
        int rows,
        int classes,
        ReadOnlySpan<int> targets,
        NllOptions options,
        Span<float> losses,
        Span<float> gradient)
    {
        Extent.Check(rows, losses);
        ClassTargets.CheckedWeight(logProbabilities, rows, classes, targets, options.ClassWeights, options.IgnoreIndex, gradient);
        Run(logProbabilities, classes, targets, options, 1, losses, gradient);
    }

    private static double Run(
        ReadOnlySpan<float> logProbabilities,
        int classes,
        ReadOnlySpan<int> targets,
        NllOptions options,
        double scale,
        Span<float> losses,
        Span<float> gradient)
    {
        gradient.Clear();
        double sum = 0;
        for (var row = 0; row < targets.Length; row++)
        {
            var target = targets[row];
            double loss = 0;
            if (target != options.IgnoreIndex)
            {
                double weight = options.ClassWeights.IsEmpty ? 1 : options.ClassWeights[target];
                loss = -weight * logProbabilities[row * classes + target];
                if (!gradient.IsEmpty)
                    gradient[row * classes + target] = (float)(-weight * scale);
            }

            if (!losses.IsEmpty)
                losses[row] = (float)loss;
            sum += loss;
        }

        return sum;
    }
}
