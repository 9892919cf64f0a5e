namespace Workflow.Compiled.Tests;

public sealed class MnistTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ImagesAreScaledAndNormalised()
    {
        Write("t10k-images-idx3-ubyte.gz", IdxFiles.Gzip(IdxFiles.Bytes([3, 2, 5], 30)));
        Write("t10k-labels-idx1-ubyte", IdxFiles.Bytes([3], 3));
        var plain = Mnist.Open(_folder.Path, train: false);
        var normalised = Mnist.Open(_folder.Path, train: false, [10], Mnist.Normalization);
        Assert.Equal([1, 2, 5], plain.InputShape);
        Assert.Equal([10], normalised.InputShape);

        var (pixels, number) = (new float[10], 0);
        plain.Read(2, pixels, new TargetSlot(ref number));
        Assert.Equal((9 / 255f, 2), (pixels[9], number));
        normalised.Read(2, pixels, new TargetSlot(ref number));
        Assert.Equal((9 / 255f - 0.1307f) / 0.3081f, pixels[9]);
    }

    [Fact]
    public void DifferentNumbersOfImagesAndLabelsAreRefused()
    {
        Write("train-images-idx3-ubyte", IdxFiles.Bytes([3, 2, 2], 12));
        Write("train-labels-idx1-ubyte", IdxFiles.Bytes([2], 2));
        Assert.Contains("byte 4: there are 2 labels, but", Failure<InvalidDataException>(), StringComparison.Ordinal);
    }

    [Fact]
    public void LabelsInThePlaceOfImagesAreRefused()
    {
        Write("train-images-idx3-ubyte", IdxFiles.Bytes([2], 2));
        Write("train-labels-idx1-ubyte", IdxFiles.Bytes([2], 2));
        Assert.Contains("train-images-idx3-ubyte, byte 3: expected 3 axes, found 1", Failure<InvalidDataException>(), StringComparison.Ordinal);
    }

    [Fact]
    public void ALabelOutOfRangeIsNamedWithFileAndByte()
    {
        Write("train-images-idx3-ubyte", IdxFiles.Bytes([3, 1, 1], 3));
        var labels = IdxFiles.Bytes([3], 3);
        labels[^1] = 10;
        Write("train-labels-idx1-ubyte", labels);
        Assert.Contains("byte 10: sample 2 has class 10, but there are 10 classes, 0 to 9", Failure<InvalidDataException>(), StringComparison.Ordinal);
    }

    [Fact]
    public void AMissingFileIsNamed() =>
        Assert.EndsWith("has no file train-images-idx3-ubyte or train-images-idx3-ubyte.gz", Failure<FileNotFoundException>());

    [Fact]
    public void AMissingFolderIsNamed() =>
        Assert.Equal("there is no folder 'nowhere'", Assert.Throws<DirectoryNotFoundException>(() => Mnist.Open("nowhere", train: true)).Message);

    private string Failure<TException>()
        where TException : Exception => Assert.Throws<TException>(() => Mnist.Open(_folder.Path, train: true)).Message;

    private void Write(string name, byte[] bytes) => File.WriteAllBytes(_folder.File(name), bytes);
}
