namespace Workflow.Compiled;

/// <summary>How far a training run is: reported after every step and, with <see cref="Result"/>, after every epoch.</summary>
/// <param name="Epoch">The number of the epoch, from 1.</param>
/// <param name="Epochs">The number of epochs of the run.</param>
/// <param name="Step">The number of steps done in this epoch.</param>
/// <param name="Steps">The number of steps of an epoch.</param>
/// <param name="Loss">The mean loss of the samples of this epoch so far.</param>
/// <param name="Result">What the epoch gave, when it is over; else null.</param>
public readonly record struct TrainingProgress(int Epoch, int Epochs, int Step, int Steps, double Loss, EpochResult? Result);
