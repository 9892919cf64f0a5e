namespace Workflow.Compiled;

/// <summary>The table of contents of a safetensors file.</summary>
/// <param name="Entries">The tensors in the order of their bytes.</param>
/// <param name="Metadata">Free texts, by name.</param>
internal sealed record SafetensorsHeader(IReadOnlyList<SafetensorsEntry> Entries, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>The bytes of the header's length, in front of the header.</summary>
    public const int LengthBytes = sizeof(ulong);

    /// <summary>The greatest length of a header, in bytes.</summary>
    public const int MaxLength = 100_000_000;

    /// <summary>Checks that tensors follow each other without gaps and fill the rest of the file.</summary>
    /// <param name="entries">The tensors in the order of their bytes.</param>
    /// <param name="dataStart">Where the bytes of tensors start in the file.</param>
    /// <param name="dataLength">How many there are.</param>
    /// <exception cref="SafetensorsException">They do not.</exception>
    public static void CheckLayout(IReadOnlyList<SafetensorsEntry> entries, long dataStart, long dataLength)
    {
        var end = 0L;
        SafetensorsEntry? previous = null;
        foreach (var entry in entries)
        {
            if (entry.Begin < end)
                throw Broken(SafetensorsErrorKind.Overlap, entry.Begin, $"'{entry.Name}' begins inside '{previous?.Name}'");
            if (entry.Begin > end)
                throw Broken(SafetensorsErrorKind.Hole, end, $"{entry.Begin - end} bytes in front of '{entry.Name}' belong to no tensor");
            if (entry.End > dataLength)
                throw Broken(SafetensorsErrorKind.OutOfFile, dataLength, $"'{entry.Name}' ends {entry.End - dataLength} bytes behind the end of the file");
            (end, previous) = (entry.End, entry);
        }

        if (end < dataLength)
            throw Broken(SafetensorsErrorKind.Hole, end, $"{dataLength - end} bytes at the end of the file belong to no tensor");

        SafetensorsException Broken(SafetensorsErrorKind kind, long place, string message) => new(kind, dataStart + place, message);
    }
}
