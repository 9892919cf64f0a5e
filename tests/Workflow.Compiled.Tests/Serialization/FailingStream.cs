namespace Workflow.Compiled.Tests;

/// <summary>Passes writes on until one fails, as a full disk does.</summary>
/// <param name="inner">Takes what is written.</param>
/// <param name="failing">The number of the write that fails.</param>
/// <param name="written">Told of each write.</param>
internal sealed class FailingStream(Stream inner, int failing, Action? written = null) : Stream
{
    private int _writes;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => inner.Length;

    public override long Position
    {
        get => inner.Position;
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (_writes++ == failing)
            throw new IOException("No space left on device");
        written?.Invoke();
        inner.Write(buffer);
    }

    public override void Flush() => inner.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
