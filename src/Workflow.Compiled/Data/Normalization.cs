namespace Workflow.Compiled;

/// <summary>Brings values to another mean and spread: (value - <paramref name="Mean"/>) / <paramref name="StandardDeviation"/>.</summary>
/// <param name="Mean">What becomes 0.</param>
/// <param name="StandardDeviation">What becomes 1; not 0.</param>
public readonly record struct Normalization(float Mean, float StandardDeviation);
