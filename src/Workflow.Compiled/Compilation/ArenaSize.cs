namespace Workflow.Compiled;

/// <summary>The memory of a pass as a function of its lengths, up to the rounding of each value to whole cache lines.</summary>
/// <param name="Text">What the arena takes, and what all values would take if none shared memory: numbers a sample, or polynomials in the batch and what the constructor is given.</param>
/// <param name="BytesPerSample">What each further sample of a batch adds; null where it depends on more than the batch.</param>
/// <param name="FixedBytes">What does not depend on the batch; null where the other is.</param>
public sealed record ArenaSize(string Text, long? BytesPerSample, long? FixedBytes)
{
    /// <summary>The bytes for a batch; null where they depend on more than that.</summary>
    public long? Bytes(int batch) => BytesPerSample * batch + FixedBytes;

    /// <inheritdoc/>
    public override string ToString() => Text;
}
