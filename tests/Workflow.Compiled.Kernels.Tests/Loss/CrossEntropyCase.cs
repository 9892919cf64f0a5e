namespace Workflow.Compiled.Kernels.Tests;

/// <summary>The formulas of cross-entropy and of negative log-likelihood in float64, term by term.</summary>
internal sealed class CrossEntropyCase
{
    public CrossEntropyCase(int rows, int classes, bool isWeighted, float smoothing, LossReduction reduction, bool hasIgnored)
    {
        (Rows, Classes, Smoothing, Reduction) = (rows, classes, smoothing, reduction);
        Logits = Numbers.Uniform(1, rows * classes, 10);
        Targets = Numbers.Classes(2, rows, classes);
        Weights = isWeighted ? Array.ConvertAll(Numbers.Uniform(3, classes), x => x + 1.5f) : [];
        if (hasIgnored)
        {
            for (var row = 0; row < rows; row += 3)
                Targets[row] = -100;
        }
    }

    public int Rows { get; }

    public int Classes { get; }

    public double Smoothing { get; }

    public LossReduction Reduction { get; }

    public float[] Logits { get; }

    public int[] Targets { get; }

    public float[] Weights { get; }

    public CrossEntropyOptions Options => new() { ClassWeights = Weights, LabelSmoothing = (float)Smoothing, Reduction = Reduction };

    /// <summary>What the mean divides by, else 1.</summary>
    public double Divisor => Reduction == LossReduction.Mean ? Targets.Where(t => t >= 0).Sum(Weight) : 1;

    public double[] Losses() => [.. Enumerable.Range(0, Rows).Select(row => Targets[row] < 0 ? 0 : Loss(row, LogProbabilities(row)))];

    /// <summary>The gradient of the sum of the losses with respect to the logits.</summary>
    public double[] Gradient()
    {
        var gradient = new double[Rows * Classes];
        for (var row = 0; row < Rows; row++)
        {
            if (Targets[row] < 0)
                continue;
            var probabilities = Array.ConvertAll(LogProbabilities(row), Math.Exp);

            // Each term -a[k] log p[k] contributes a[k] (p[c] - [c = k]).
            var coefficients = Enumerable.Range(0, Classes).Select(k => Smoothing / Classes * Weight(k)).ToArray();
            coefficients[Targets[row]] += (1 - Smoothing) * Weight(Targets[row]);
            var total = coefficients.Sum();
            for (var c = 0; c < Classes; c++)
                gradient[(row * Classes) + c] = (total * probabilities[c]) - coefficients[c];
        }

        return gradient;
    }

    private double Loss(int row, double[] logProbabilities) =>
        -((1 - Smoothing) * Weight(Targets[row]) * logProbabilities[Targets[row]])
        - (Smoothing / Classes * logProbabilities.Select((logProbability, c) => Weight(c) * logProbability).Sum());

    private double Weight(int c) => Weights.Length == 0 ? 1 : Weights[c];

    private double[] LogProbabilities(int row)
    {
        var logits = Array.ConvertAll(Logits[(row * Classes)..((row + 1) * Classes)], x => (double)x);
        var normalizer = Math.Log(logits.Sum(Math.Exp));
        return Array.ConvertAll(logits, x => x - normalizer);
    }
}
