using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>What a batch normalisation needs to know of all rows of [rows, channels] at once. What it makes of each element is pointwise work of the caller.</summary>
/// <remarks>Sums are added as by <see cref="Reduce.SumColumns"/>: results do not depend on the number of threads.</remarks>
public static class BatchNormalization
{
    /// <summary>How many numbers <see cref="Statistics"/> gives for each channel.</summary>
    public const int StatisticsPerChannel = 3;

    // Rows, spread over the source, whose mean the deviations are taken from.
    private const int SampledRows = 16;

    /// <summary>The mean and the (biased) variance of each channel, in one pass over the source.</summary>
    /// <remarks>
    /// Deviations are taken from the mean of a few rows, so that squares of a mean far from 0 do not cancel: with d the distance of that mean from the channel's, the variance loses the digits
    /// of 1 + d² / variance.
    /// </remarks>
    /// <param name="source">[rows, channels].</param>
    /// <param name="rows">The number of rows, at least 2: one has no variance.</param>
    /// <param name="channels">The number of channels.</param>
    /// <param name="statistics">[3, channels]: the means, the variances, and the point that deviations were taken from; must not overlap the source.</param>
    /// <exception cref="ArgumentException">There is one row, or a span does not have the length that the dimensions give.</exception>
    public static void Statistics(ReadOnlySpan<float> source, int rows, int channels, Span<float> statistics)
    {
        Extent.Check(Extent.Of(rows, channels, 1), source);
        Extent.Check(Extent.Of(StatisticsPerChannel, channels, 1), statistics);
        if (rows < 2)
            throw new ArgumentException($"A batch normalisation in training needs more than one value for each channel, but there is {rows}.", nameof(rows));
        var means = statistics[..channels];
        var variances = statistics[channels..(2 * channels)];
        var points = statistics[(2 * channels)..];
        Sample(source, rows, channels, points);
        Reduce.SumColumnsPair(rows, channels, new Deviations { Source = source, Points = points, Channels = channels }, means, variances);
        for (var channel = 0; channel < channels; channel++)
        {
            var distance = (double)means[channel] / rows;
            variances[channel] = (float)Math.Max(0, ((double)variances[channel] / rows) - (distance * distance));
            means[channel] = (float)(points[channel] + distance);
        }
    }

    /// <summary>Moves running statistics towards those of a batch, with the unbiased variance, and counts the batch.</summary>
    /// <param name="statistics">What <see cref="Statistics"/> gave.</param>
    /// <param name="runningMeans">[channels].</param>
    /// <param name="runningVariances">[channels].</param>
    /// <param name="batches">The number of batches: one value.</param>
    /// <param name="rows">The number of rows of the batch.</param>
    /// <param name="channels">The number of channels.</param>
    /// <param name="momentum">The share of the batch in the result; null for the one with which all batches weigh the same.</param>
    /// <exception cref="ArgumentException">A span does not have the length that the dimensions give.</exception>
    public static void UpdateRunning(
        ReadOnlySpan<float> statistics, Span<float> runningMeans, Span<float> runningVariances, Span<float> batches, int rows, int channels, float? momentum)
    {
        Extent.Check(Extent.Of(StatisticsPerChannel, channels, 1), statistics);
        Extent.Check(channels, runningMeans);
        Extent.Check(channels, runningVariances);
        Extent.Check(1, batches);
        batches[0]++;
        var share = momentum ?? 1 / batches[0];
        var unbiased = (float)((double)rows / (rows - 1));
        for (var channel = 0; channel < channels; channel++)
        {
            runningMeans[channel] = ((1 - share) * runningMeans[channel]) + (share * statistics[channel]);
            runningVariances[channel] = ((1 - share) * runningVariances[channel]) + (share * unbiased * statistics[channels + channel]);
        }
    }

    private static void Sample(ReadOnlySpan<float> source, int rows, int channels, Span<float> points)
    {
        var count = Math.Min(rows, SampledRows);
        points.Clear();
        for (var i = 0; i < count; i++)
        {
            var row = source.Slice((int)((long)i * rows / count) * channels, channels);
            for (var channel = 0; channel < channels; channel++)
                points[channel] += row[channel] / count;
        }
    }

    private readonly ref struct Deviations : IRowPhasePair
    {
        public ReadOnlySpan<float> Source { get; init; }

        public ReadOnlySpan<float> Points { get; init; }

        public nint Channels { get; init; }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Invoke<V>(nint row, nint column, out V second)
            where V : struct, IVector<V>
        {
            var deviation = V.Load(Source, (row * Channels) + column) - V.Load(Points, column);
            second = deviation * deviation;
            return deviation;
        }
    }
}
