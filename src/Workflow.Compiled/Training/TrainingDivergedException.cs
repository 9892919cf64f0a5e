namespace Workflow.Compiled;

/// <summary>Training met a loss or a gradient that is not finite. The weights are those after the last step in which all was finite.</summary>
public sealed class TrainingDivergedException : ArithmeticException
{
    /// <summary>Describes the failure.</summary>
    /// <param name="message">What happened, with epoch, step and tensor.</param>
    /// <param name="epoch">The number of the epoch, from 1.</param>
    /// <param name="step">The number of the step in its epoch, from 1.</param>
    /// <param name="tensorName">The first parameter, or gradient of a parameter, that is not finite; null when all are.</param>
    public TrainingDivergedException(string message, int epoch, int step, string? tensorName)
        : base(message) => (Epoch, Step, TensorName) = (epoch, step, tensorName);

    /// <summary>The number of the epoch, from 1.</summary>
    public int Epoch { get; }

    /// <summary>The number of the step in its epoch, from 1.</summary>
    public int Step { get; }

    /// <summary>The first parameter, or gradient of a parameter, that is not finite; null when all are.</summary>
    public string? TensorName { get; }
}
