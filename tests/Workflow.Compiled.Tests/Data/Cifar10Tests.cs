namespace Workflow.Compiled.Tests;

public sealed class Cifar10Tests : IDisposable
{
    private const int RecordLength = 1 + 3072;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void BatchesAreReadInTheOrderOfTheirNames()
    {
        Write("data_batch_2.bin", Records(7));
        Write("data_batch_1.bin", Records(3, 9));
        Write("test_batch.bin", Records(1));
        var train = Cifar10.Open(_folder.Path, train: true);

        Assert.Equal([3, 9, 7], Enumerable.Range(0, train.Count).Select(index => Read(train, index).Class));
        Assert.Equal([3, 32, 32], train.InputShape);
        Assert.Equal(1, Cifar10.Open(_folder.Path, train: false).Count);
    }

    [Fact]
    public void EachChannelIsNormalisedByItself()
    {
        Write("test_batch.bin", Records(4));
        var plain = Read(Cifar10.Open(_folder.Path, train: false), 0).Pixels;
        var normalised = Read(Cifar10.Open(_folder.Path, train: false, Cifar10.Normalization), 0).Pixels;

        foreach (var place in new[] { 0, 1023, 1024, 2047, 2048, 3071 })
        {
            var ((mean, deviation), value) = (Cifar10.Normalization[place / 1024], place % 251 / 255f);
            Assert.Equal(value, plain[place]);
            Assert.Equal((value - mean) / deviation, normalised[place]);
        }
    }

    [Theory]
    [InlineData(true, "data_batch_*.bin")]
    [InlineData(false, "test_batch.bin")]
    public void AMissingFileIsNamed(bool train, string name) =>
        Assert.Equal($"the folder '{_folder.Path}' has no file {name}", Assert.Throws<FileNotFoundException>(() => Cifar10.Open(_folder.Path, train)).Message);

    [Fact]
    public void AMissingFolderIsNamed() =>
        Assert.Equal("there is no folder 'nowhere'", Assert.Throws<DirectoryNotFoundException>(() => Cifar10.Open("nowhere", train: true)).Message);

    [Fact]
    public void AnEmptyFileIsRefused() => RequireFailure([], "byte 0: the file is empty");

    [Fact]
    public void AFileThatEndsWithinAnImageIsRefused() =>
        RequireFailure(Records(1, 2)[..^1], $"byte {2 * RecordLength - 1}: the file ends within image 1, which has 3072 of 3073 bytes");

    [Fact]
    public void AClassOutOfRangeIsNamedWithFileAndByte() =>
        RequireFailure(Records(1, 10), $"byte {RecordLength}: an image has class 10, but there are 10 classes, 0 to 9");

    [Fact]
    public void NormalisationsForOtherChannelsAreRefused()
    {
        Write("test_batch.bin", Records(1));
        Assert.Contains(
            "need a normalisation for each channel, not 2",
            Assert.Throws<ArgumentException>(() => Cifar10.Open(_folder.Path, train: false, [new(0, 1), new(0, 1)])).Message,
            StringComparison.Ordinal);
    }

    private static byte[] Records(params byte[] classes) => [.. classes.SelectMany(number => Enumerable.Range(0, 3072).Select(i => (byte)(i % 251)).Prepend(number))];

    private static (float[] Pixels, int Class) Read(Dataset dataset, int index)
    {
        var (pixels, number) = (new float[3072], -1);
        dataset.Read(index, pixels, new TargetSlot(ref number));
        return (pixels, number);
    }

    private void RequireFailure(byte[] bytes, string message)
    {
        Write("data_batch_1.bin", Records(5));
        Write("data_batch_2.bin", bytes);
        Assert.Equal($"{_folder.File("data_batch_2.bin")}, {message}", Assert.Throws<InvalidDataException>(() => Cifar10.Open(_folder.Path, train: true)).Message);
    }

    private void Write(string name, byte[] bytes) => File.WriteAllBytes(_folder.File(name), bytes);
}
