namespace Workflow.Compiled;

/// <summary>Reads a stream from its beginning to its end and says at which byte something was wrong.</summary>
internal sealed class OffsetReader(Stream stream, string path)
{
    /// <summary>The number of bytes read.</summary>
    public long Offset { get; private set; }

    /// <summary>Reads as many bytes as asked for.</summary>
    /// <exception cref="InvalidDataException">There are fewer, or they cannot be inflated.</exception>
    public void ReadExactly(Span<byte> bytes, string what)
    {
        while (!bytes.IsEmpty)
        {
            var read = ReadSome(bytes);
            if (read == 0)
                throw Error(Offset, $"the file ends within {what}");
            Offset += read;
            bytes = bytes[read..];
        }
    }

    /// <summary>Requires that nothing is left, which also makes a compressed stream check its sum.</summary>
    /// <exception cref="InvalidDataException">There is more, or the checksum is wrong.</exception>
    public void RequireEnd()
    {
        Span<byte> more = stackalloc byte[1];
        if (ReadSome(more) != 0)
            throw Error(Offset, "more bytes follow than the header states");
    }

    /// <summary>An error at a byte.</summary>
    public InvalidDataException Error(long offset, string problem, Exception? cause = null) => new($"{path}, byte {offset}: {problem}", cause);

    private int ReadSome(Span<byte> bytes)
    {
        try
        {
            return stream.Read(bytes);
        }
        catch (InvalidDataException exception)
        {
            throw Error(Offset, $"the gzip contents are damaged: {exception.Message}", exception);
        }
    }
}
