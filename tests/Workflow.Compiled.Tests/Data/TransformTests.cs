using Workflow.Compiled.Kernels;

namespace Workflow.Compiled.Tests;

public class TransformTests
{
    private const int Count = 40;
    private static readonly Shape s_image = [2, 3, 4];

    [Fact]
    public void AFlipMirrorsEachRow()
    {
        Assert.Equal([3, 2, 1, 0, 7, 6, 5, 4], Applied(new RandomHorizontalFlip(1), [2, 4]));
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7], Applied(new RandomHorizontalFlip(0), [2, 4]));
    }

    [Fact]
    public void FlipsHappenAsOftenAsTheyShould()
    {
        var random = new PhiloxStream(new PhiloxKey(1, 0, 0));
        var (flip, output) = (new RandomHorizontalFlip(0.25f), new float[2]);
        var flipped = 0;
        for (var i = 0; i < 4000; i++)
        {
            flip.Apply([0, 1], [1, 2], output, random);
            flipped += (int)output[0];
        }

        Assert.InRange(flipped, 880, 1120); // four standard deviations
    }

    [Fact]
    public void EveryPieceIsACutOfThePaddedImageAndEachOccurs()
    {
        const int height = 2, width = 5, padding = 2;
        var crop = new RandomCrop((height, width), padding, fill: -1);
        Assert.Equal([2, height, width], crop.OutputShape(s_image));
        var places = new HashSet<string>();
        for (var top = -padding; top <= 3 + padding - height; top++)
        {
            for (var left = -padding; left <= 4 + padding - width; left++)
                places.Add(string.Join(' ', Cut(top, left, height, width)));
        }

        var random = new PhiloxStream(new PhiloxKey(3, 0, 0));
        var (input, output) = (Ramp(24), new float[2 * height * width]);
        var seen = new HashSet<string>();
        for (var i = 0; i < 1000; i++)
        {
            output.AsSpan().Fill(float.NaN);
            crop.Apply(input, s_image, output, random);
            seen.Add(string.Join(' ', output));
        }

        Assert.Equal(places.Order(), seen.Order());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void SamplesDependOnSeedAndEpochAloneWhateverTheWorkersAndTheOrder(int workers)
    {
        using var plain = new DataLoader(Augmented(seed: 5), batchSize: Count);
        using var shuffled = new DataLoader(Augmented(seed: 5), batchSize: 7, shuffle: true, seed: 2, workers: workers);
        using var other = new DataLoader(Augmented(seed: 6), batchSize: Count);
        var (first, second, reseeded) = (Samples(plain), Samples(plain), Samples(other));

        Assert.NotEqual(first, second);
        Assert.NotEqual(first, reseeded);
        Assert.Equal(first, Samples(shuffled));
        Assert.Equal(second, Samples(shuffled));
        plain.Epoch = 0;
        Assert.Equal(first, Samples(plain));
    }

    [Fact]
    public void ASubsetPassesTheEpochOn()
    {
        using var some = new DataLoader(new Subset(Augmented(seed: 5), [4, 2]), batchSize: 2);
        using var all = new DataLoader(Augmented(seed: 5), batchSize: Count);
        for (var epoch = 0; epoch < 2; epoch++)
        {
            var whole = Samples(all);
            Assert.Equal(new[] { whole[2], whole[4] }, Samples(some));
        }
    }

    [Fact]
    public void AReadAllocatesNothingAfterTheFirst()
    {
        var dataset = Augmented(seed: 1);
        var (input, number) = (new float[24], 0);
        dataset.Read(0, 0, input, new TargetSlot(ref number));
        dataset.Read(1, 0, input, new TargetSlot(ref number));
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            dataset.Read(i % Count, i, input, new TargetSlot(ref number));
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void BadArgumentsGetOneSentence()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomHorizontalFlip(float.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomCrop(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomCrop(4, padding: -1));
        Assert.StartsWith("transform 1 is null", Failure(new RandomHorizontalFlip(), null!), StringComparison.Ordinal);
        Assert.StartsWith("a piece of 6 by 6 cannot be cut out of images of 3 by 4 with a margin of 1", Failure(new RandomCrop(6, padding: 1)), StringComparison.Ordinal);
        Assert.StartsWith(
            "an image has a height and a width as its last axes, but this one has shape",
            Assert.Throws<ArgumentException>(() => new TransformedDataset(new NumberedDataset(3), 1, new RandomHorizontalFlip())).Message,
            StringComparison.Ordinal);
    }

    private static string Failure(params Transform[] transforms) =>
        Assert.Throws<ArgumentException>(() => new TransformedDataset(Images(), 1, transforms)).Message;

    private static float[] Applied(Transform transform, Shape shape)
    {
        var output = new float[transform.OutputShape(shape).ElementCount];
        transform.Apply(Ramp(shape.ElementCount), shape, output, new PhiloxStream(new PhiloxKey(1, 0, 0)));
        return output;
    }

    private static float[] Cut(int top, int left, int height, int width) =>
    [
        .. from channel in Enumerable.Range(0, 2)
           from y in Enumerable.Range(top, height)
           from x in Enumerable.Range(left, width)
           select y is >= 0 and < 3 && x is >= 0 and < 4 ? ((channel * 3f) + y) * 4 + x : -1,
    ];

    private static float[] Ramp(int count) => [.. Enumerable.Range(0, count).Select(i => (float)i)];

    private static ArrayDataset Images() => new(
        new Tensor(Ramp(Count * 24), [Count, 2, 3, 4]), new IndexTensor([.. Enumerable.Range(0, Count)], [Count]), Count);

    private static TransformedDataset Augmented(ulong seed) => new(Images(), seed, new RandomCrop((3, 4), padding: 1), new RandomHorizontalFlip());

    // The samples of an epoch by number: the class of a sample is its number.
    private static string[] Samples(DataLoader loader)
    {
        var samples = new SortedDictionary<int, string>();
        foreach (var batch in loader)
        {
            for (var row = 0; row < batch.Count; row++)
                samples.Add(batch.Targets.Classes!.Span[row], string.Join(' ', batch.Inputs.Span.Slice(row * 24, 24).ToArray()));
        }

        return [.. samples.Values];
    }
}
