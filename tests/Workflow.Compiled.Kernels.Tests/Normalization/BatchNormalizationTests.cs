namespace Workflow.Compiled.Kernels.Tests;

public class BatchNormalizationTests
{
    [Theory]
    [InlineData(2, 1, 0f)]
    [InlineData(3, 5, 10f)]
    [InlineData(70, 17, 1000f)]
    [InlineData(4096, 64, -3f)]
    [InlineData(33, 300, 0f)]
    public void Statistics_agree_with_double(int rows, int channels, float center)
    {
        var random = new Random(rows);
        float[] source = [.. Enumerable.Range(0, rows * channels).Select(_ => center + random.NextSingle() - 0.5f)];
        var statistics = new float[3 * channels];

        BatchNormalization.Statistics(source, rows, channels, statistics);

        for (var channel = 0; channel < channels; channel++)
        {
            double[] column = [.. Enumerable.Range(0, rows).Select(row => (double)source[row * channels + channel])];
            var mean = column.Average();
            Assert.Equal(mean, statistics[channel], 1e-6 * Math.Max(1, Math.Abs(mean)));
            Assert.Equal(column.Average(value => (value - mean) * (value - mean)), statistics[channels + channel], 1e-6);
        }
    }

    [Fact]
    public void Running_statistics_move_by_the_momentum_with_the_unbiased_variance()
    {
        float[] statistics = [2, 4, 3, 6, 0, 0], means = [1, 1], variances = [1, 1], batches = [7];

        BatchNormalization.UpdateRunning(statistics, means, variances, batches, rows: 4, channels: 2, momentum: 0.5f);

        Assert.Equal([1.5f, 2.5f], means);
        Assert.Equal([2.5f, 4.5f], variances);
        Assert.Equal([8f], batches);
    }

    [Fact]
    public void Without_a_momentum_all_batches_weigh_the_same()
    {
        float[] means = [1], variances = [1], batches = [3];

        BatchNormalization.UpdateRunning([5, 3, 0], means, variances, batches, rows: 4, channels: 1, momentum: null);

        Assert.Equal([2f], means);
        Assert.Equal([1.75f], variances);
        Assert.Equal([4f], batches);
    }

    [Fact]
    public void One_row_and_wrong_lengths_are_refused()
    {
        Assert.Contains("more than one value", Assert.Throws<ArgumentException>(() => BatchNormalization.Statistics(new float[4], 1, 4, new float[12])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => BatchNormalization.Statistics(new float[8], 2, 4, new float[8]));
        Assert.Throws<ArgumentException>(() => BatchNormalization.UpdateRunning(new float[12], new float[4], new float[3], new float[1], 2, 4, 0.1f));
    }
}
