using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>The checks that losses over classes share.</summary>
internal static class ClassTargets
{
    /// <summary>Checks everything before anything is written, and returns the sum of the weights of the samples that count.</summary>
    /// <exception cref="ArgumentException">A span does not have the length its dimensions give.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A target is neither a class nor <paramref name="ignoreIndex"/>.</exception>
    public static double CheckedWeight(
        ReadOnlySpan<float> input,
        int rows,
        int classes,
        ReadOnlySpan<int> targets,
        ReadOnlySpan<float> classWeights,
        int ignoreIndex,
        Span<float> gradient,
        [CallerArgumentExpression(nameof(input))] string inputName = "")
    {
        Extent.Check(Extent.Of(rows, classes, 1), input, inputName);
        if (!gradient.IsEmpty)
            Extent.Check(input.Length, gradient);
        return CheckedWeight(rows, classes, targets, classWeights, ignoreIndex);
    }

    /// <inheritdoc cref="CheckedWeight(ReadOnlySpan{float}, int, int, ReadOnlySpan{int}, ReadOnlySpan{float}, int, Span{float}, string)"/>
    public static double CheckedWeight(int rows, int classes, ReadOnlySpan<int> targets, ReadOnlySpan<float> classWeights, int ignoreIndex)
    {
        if (targets.Length != rows)
            throw new ArgumentException($"There are {targets.Length} targets for {rows} samples.", nameof(targets));
        if (!classWeights.IsEmpty)
            Extent.Check(classes, classWeights);

        double weight = 0;
        for (var row = 0; row < targets.Length; row++)
        {
            var target = targets[row];
            if (target == ignoreIndex)
                continue;
            if ((uint)target >= (uint)classes)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(targets), target, $"The target of sample {row} is {target}, which is not one of the {classes} classes 0 to {classes - 1}.");
            }

            weight += classWeights.IsEmpty ? 1 : classWeights[target];
        }

        return weight;
    }

    /// <summary>What each sample's gradient is multiplied by. Where no sample counts the mean is NaN, but its gradient is 0.</summary>
    public static double Scale(LossReduction reduction, double weight) =>
        reduction == LossReduction.Mean && weight != 0 ? 1 / weight : 1;
}
