namespace Workflow.Compiled;

/// <summary>A sample could not be read.</summary>
public sealed class DataLoaderException : Exception
{
    /// <summary>Describes a failure.</summary>
    /// <param name="message">What happened, with the number of the sample.</param>
    /// <param name="sampleIndex">The number of the sample.</param>
    /// <param name="innerException">What the dataset threw; null where it gave a wrong target.</param>
    public DataLoaderException(string message, int sampleIndex, Exception? innerException = null)
        : base(message, innerException) => SampleIndex = sampleIndex;

    /// <summary>The number of the sample in the dataset that the loader reads.</summary>
    public int SampleIndex { get; }
}
