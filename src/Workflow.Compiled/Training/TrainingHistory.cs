namespace Workflow.Compiled;

/// <summary>The epochs of a training run, in order.</summary>
/// <param name="Epochs">What each epoch gave.</param>
public sealed record TrainingHistory(IReadOnlyList<EpochResult> Epochs)
{
    /// <summary>The last epoch.</summary>
    public EpochResult Last => Epochs[^1];

    /// <summary>How long training took, without validation, in seconds.</summary>
    public double Seconds => Epochs.Sum(epoch => epoch.Seconds);
}
