namespace Workflow.Compiled.Tests;

public sealed class DataLoaderTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void BatchesAreTheSameForAnyNumberOfWorkers(int workers)
    {
        using var alone = new DataLoader(new NumberedDataset(103), batchSize: 8, shuffle: true, seed: 7);
        using var helped = new DataLoader(new NumberedDataset(103), batchSize: 8, shuffle: true, seed: 7, workers: workers);
        for (var epoch = 0; epoch < 3; epoch++)
            Assert.Equal(Contents(alone), Contents(helped));
    }

    [Fact]
    public void WithoutShufflingSamplesComeInOrderAndTheLastBatchIsShort()
    {
        using var loader = new DataLoader(new NumberedDataset(7), batchSize: 3);
        Assert.Equal(["[3, 3]: 0 1 2", "[3, 3]: 3 4 5", "[1, 3]: 6"], Contents(loader));
        Assert.Equal((3, 7), (loader.BatchCount, loader.SampleCount));
    }

    [Fact]
    public void ShufflingGivesEachSampleOnceAndEachEpochItsOwnOrder()
    {
        using var loader = new DataLoader(new NumberedDataset(50), batchSize: 50, shuffle: true, seed: 3);
        var first = Samples(loader);
        var second = Samples(loader);
        Assert.Equal(Enumerable.Range(0, 50), first.Order());
        Assert.Equal(Enumerable.Range(0, 50), second.Order());
        Assert.NotEqual(first, second);
        loader.Epoch = 0;
        Assert.Equal(first, Samples(loader));
    }

    [Fact]
    public void DropLastLeavesOutTheShortBatch()
    {
        using var loader = new DataLoader(new NumberedDataset(7), batchSize: 3, dropLast: true);
        Assert.Equal(["[3, 3]: 0 1 2", "[3, 3]: 3 4 5"], Contents(loader));
    }

    [Fact]
    public void ValuesAreRead()
    {
        var dataset = new ArrayDataset(new Tensor([1, 2, 3], [3, 1]), new Tensor([10, 11, 20, 21, 30, 31], [3, 2]));
        using var loader = new DataLoader(dataset, batchSize: 2);
        var batches = loader.Select(batch => (batch.Targets.Values!.Shape, batch.Targets.Values.Span.ToArray())).ToArray();
        Assert.Equal([2, 2], batches[0].Shape);
        Assert.Equal([10, 11, 20, 21], batches[0].Item2);
        Assert.Equal([30, 31], batches[1].Item2);
    }

    [Fact]
    public void AnEpochAllocatesNothingPerBatch()
    {
        using var loader = new DataLoader(new NumberedDataset(1003), batchSize: 4, shuffle: true);
        var enumerator = loader.GetEnumerator();
        enumerator.MoveNext();
        var before = GC.GetAllocatedBytesForCurrentThread();
        while (enumerator.MoveNext())
            _ = enumerator.Current;
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void AFailingSampleReachesTheCallerWithItsNumber(int workers)
    {
        using var loader = new DataLoader(new NumberedDataset(40, failsAt: 23), batchSize: 4, workers: workers);
        var seen = 0;
        var failure = Assert.Throws<DataLoaderException>(() =>
        {
            foreach (var batch in loader)
                seen += batch.Count;
        });
        Assert.Equal(20, seen);
        Assert.Equal(23, failure.SampleIndex);
        Assert.IsType<FormatException>(failure.InnerException);
        Assert.Equal("sample 23 could not be read: the picture is torn", failure.Message);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(-1)]
    public void AClassOutOfRangeIsNamedWithItsSample(int wrong)
    {
        using var loader = new DataLoader(new NumberedDataset(10, classOf: index => index == 6 ? wrong : 0), batchSize: 4);
        var failure = Assert.Throws<DataLoaderException>(() => Contents(loader));
        Assert.Equal($"sample 6 has class {wrong}, but there are 5 classes, 0 to 4", failure.Message);
        Assert.Equal(6, failure.SampleIndex);
    }

    [Fact]
    public void TenThousandBreaksLeakNoThread()
    {
        using var loader = new DataLoader(new NumberedDataset(64), batchSize: 4, workers: 2);
        Assert.Equal(4, First(loader).Count);
        var threads = Environment.ProcessorCount + ThreadCount();
        for (var i = 0; i < 10_000; i++)
            First(loader);
        Assert.True(ThreadCount() <= threads, $"{ThreadCount()} threads, at first at most {threads}");
        Assert.Equal(16, Contents(loader).Length);
    }

    [Fact]
    public void DisposeEndsTheWorkers()
    {
        var readers = new System.Collections.Concurrent.ConcurrentDictionary<Thread, bool>();
        var dataset = new NumberedDataset(64, classOf: _ =>
        {
            readers.TryAdd(Thread.CurrentThread, true);
            return 0;
        });
        var loader = new DataLoader(dataset, batchSize: 4, workers: 2);
        Contents(loader);
        loader.Dispose();
        Assert.NotEmpty(readers);
        Assert.All(readers.Keys, thread => Assert.False(thread.IsAlive));
        Assert.Throws<ObjectDisposedException>(() => loader.GetEnumerator());
    }

    [Fact]
    public void ASecondEnumerationEndsTheFirst()
    {
        using var loader = new DataLoader(new NumberedDataset(8), batchSize: 4);
        using var first = loader.GetEnumerator();
        first.MoveNext();
        Contents(loader);
        Assert.Throws<InvalidOperationException>(() => first.MoveNext());
    }

    [Fact]
    public void BadArgumentsAreRefused()
    {
        var dataset = new NumberedDataset(3);
        Assert.Throws<ArgumentOutOfRangeException>("batchSize", () => new DataLoader(dataset, batchSize: 0));
        Assert.Throws<ArgumentOutOfRangeException>("workers", () => new DataLoader(dataset, workers: -1));
        Assert.Throws<ArgumentOutOfRangeException>("prefetch", () => new DataLoader(dataset, prefetch: 0));
        Assert.StartsWith("the dataset has no samples", Assert.Throws<ArgumentException>("dataset", () => new DataLoader(new NumberedDataset(0))).Message);
        Assert.StartsWith("dropLast leaves no batch", Assert.Throws<ArgumentException>("dropLast", () => new DataLoader(dataset, batchSize: 4, dropLast: true)).Message);
    }

    private static Batch First(DataLoader loader)
    {
        foreach (var batch in loader)
            return batch;
        throw new InvalidOperationException("no batch");
    }

    private static int ThreadCount() => System.Diagnostics.Process.GetCurrentProcess().Threads.Count;

    private static int[] Samples(DataLoader loader) => [.. loader.SelectMany(Samples)];

    private static int[] Samples(Batch batch) => [.. Enumerable.Range(0, batch.Count).Select(row => (int)batch.Inputs.Span[row * 3] / 10)];

    private static string[] Contents(DataLoader loader) => [.. loader.Select(batch =>
    {
        var samples = Samples(batch);
        for (var row = 0; row < samples.Length; row++)
        {
            Assert.Equal([samples[row] * 10, samples[row] * 10 + 1, samples[row] * 10 + 2], batch.Inputs.Span.Slice(row * 3, 3).ToArray());
            Assert.InRange(batch.Targets.Classes!.Span[row], 0, 4);
        }

        return $"{batch.Inputs.Shape}: {string.Join(' ', samples)}";
    })];
}
