namespace Workflow.Compiled;

/// <summary>What one epoch gave.</summary>
/// <param name="Epoch">The number of the epoch, from 1.</param>
/// <param name="Train">The figures of the training samples, each taken before the step that learned from it.</param>
/// <param name="Validation">The figures of the validation samples after the epoch; null without validation.</param>
/// <param name="Seconds">How long the training part took, without validation.</param>
public sealed record EpochResult(int Epoch, Evaluation Train, Evaluation? Validation, double Seconds);
