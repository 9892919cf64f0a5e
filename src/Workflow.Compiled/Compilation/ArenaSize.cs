using System.Globalization;

namespace Workflow.Compiled;

/// <summary>The memory of a pass as a function of the batch, up to the rounding of each value to whole cache lines.</summary>
/// <param name="BytesPerSample">What each further sample of a batch adds.</param>
/// <param name="FixedBytes">What does not depend on the batch.</param>
public readonly record struct ArenaSize(long BytesPerSample, long FixedBytes)
{
    /// <summary>The bytes for a batch.</summary>
    public long Bytes(int batch) => BytesPerSample * batch + FixedBytes;

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{BytesPerSample:N0} bytes a sample + {FixedBytes:N0}");
}
