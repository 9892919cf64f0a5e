namespace Workflow.Compiled.Tests;

public sealed class IdxReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AFileIsRead(bool gzip)
    {
        var file = IdxReader.Read(Write(IdxFiles.Bytes([2, 3, 4], 24), gzip));
        Assert.Equal([2, 3, 4], file.Shape);
        Assert.Equal(24, file.Bytes.Length);
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0], file.Bytes[..11]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ATruncationAtEveryByteIsNamed(bool gzip)
    {
        var whole = IdxFiles.Bytes([2, 3], 6);
        for (var length = 0; length < whole.Length; length++)
        {
            var path = Write(whole[..length], gzip);
            var failure = Assert.Throws<InvalidDataException>(() => IdxReader.Read(path));
            Assert.StartsWith($"{path}, byte ", failure.Message);
            var offset = int.Parse(failure.Message[$"{path}, byte ".Length..].Split(':')[0]);
            Assert.InRange(offset, Math.Min(length, 12), length);
        }
    }

    [Theory]
    [InlineData(0, 1, "an IDX file begins with two zero bytes")]
    [InlineData(1, 7, "an IDX file begins with two zero bytes")]
    [InlineData(2, 0x0D, "elements of type 0x0D are not supported, only unsigned bytes, 0x08")]
    [InlineData(3, 0, "the file has no axes")]
    public void AWrongByteOfTheMagicNumberIsNamed(int offset, byte value, string problem)
    {
        var bytes = IdxFiles.Bytes([2], 2);
        bytes[offset] = value;
        AssertProblem(bytes, offset, problem);
    }

    [Fact]
    public void BytesAfterTheLastElementAreRefused() => AssertProblem(IdxFiles.Bytes([2], 3), 10, "more bytes follow than the header states");

    [Theory]
    [InlineData(new uint[] { uint.MaxValue, 2 }, 4)]
    [InlineData(new uint[] { 2_000_000_000, 2_000_000_000, 2_000_000_000, 2_000_000_000 }, 8)]
    public void LengthsThatOverflowAreRefused(uint[] lengths, int offset)
    {
        var path = Write(IdxFiles.Bytes(lengths, 8));
        Assert.StartsWith($"{path}, byte {offset}: axis {offset / 4 - 1} of length", Assert.Throws<InvalidDataException>(() => IdxReader.Read(path)).Message);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AClaimedSizeIsNotAllocatedBeforeTheFileIsKnownToHaveIt(bool gzip)
    {
        var path = Write(IdxFiles.Bytes([2_000_000_000], 100), gzip);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var failure = Assert.Throws<InvalidDataException>(() => IdxReader.Read(path));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
        Assert.Contains("too short for 2000000000 bytes", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AGzipBombIsInflatedNoFurtherThanTheHeaderClaims()
    {
        var path = Write(IdxFiles.Bytes([10], 50_000_000), gzip: true);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var failure = Assert.Throws<InvalidDataException>(() => IdxReader.Read(path));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
        Assert.Equal($"{path}, byte 18: more bytes follow than the header states", failure.Message);
    }

    [Fact]
    public void AFileThatIsNotGzipIsNamed()
    {
        var path = _folder.File("plain.gz");
        File.WriteAllBytes(path, IdxFiles.Bytes([2], 2));
        Assert.StartsWith($"{path}, byte 0: the gzip contents are damaged", Assert.Throws<InvalidDataException>(() => IdxReader.Read(path)).Message);
    }

    [Fact]
    public void AWrongChecksumOfGzipIsFound()
    {
        var packed = IdxFiles.Gzip(IdxFiles.Bytes([1000], 1000));
        packed[^8] ^= 1;
        var path = _folder.File("damaged.gz");
        File.WriteAllBytes(path, packed);
        Assert.Contains("the gzip contents are damaged", Assert.Throws<InvalidDataException>(() => IdxReader.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ATruncatedGzipIsFoundAtEveryByte()
    {
        var packed = IdxFiles.Gzip(IdxFiles.Bytes([20], 20));
        var path = _folder.File("short.gz");
        for (var length = 0; length < packed.Length; length++)
        {
            File.WriteAllBytes(path, packed[..length]);
            Assert.StartsWith($"{path}, byte ", Assert.Throws<InvalidDataException>(() => IdxReader.Read(path)).Message);
        }
    }

    private void AssertProblem(byte[] bytes, int offset, string problem)
    {
        var path = Write(bytes);
        Assert.Equal($"{path}, byte {offset}: {problem}", Assert.Throws<InvalidDataException>(() => IdxReader.Read(path)).Message);
    }

    private string Write(byte[] bytes, bool gzip = false)
    {
        var path = _folder.File(gzip ? "file.gz" : "file");
        File.WriteAllBytes(path, gzip ? IdxFiles.Gzip(bytes) : bytes);
        return path;
    }
}
