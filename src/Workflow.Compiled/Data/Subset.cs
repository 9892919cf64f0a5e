using Workflow.Compiled.Kernels;

namespace Workflow.Compiled;

/// <summary>Some samples of a dataset, in an order of their own.</summary>
public sealed class Subset : Dataset
{
    private readonly Dataset _source;
    private readonly int[] _indices;

    /// <summary>Chooses samples.</summary>
    /// <param name="source">The whole dataset.</param>
    /// <param name="indices">The numbers of the samples; they may repeat.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sample; the message names it and its place.</exception>
    public Subset(Dataset source, ReadOnlySpan<int> indices)
    {
        ArgumentNullException.ThrowIfNull(source);
        for (var place = 0; place < indices.Length; place++)
        {
            if ((uint)indices[place] >= (uint)source.Count)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(indices), $"index {indices[place]} at place {place} is no sample of a dataset with {source.Count} samples");
            }
        }

        (_source, _indices) = (source, indices.ToArray());
    }

    /// <inheritdoc/>
    public override int Count => _indices.Length;

    /// <inheritdoc/>
    public override Shape InputShape => _source.InputShape;

    /// <inheritdoc/>
    public override TargetKind Targets => _source.Targets;

    /// <summary>Divides a dataset at random into parts of given sizes.</summary>
    /// <param name="source">The whole dataset.</param>
    /// <param name="seed">Equal seeds give equal parts.</param>
    /// <param name="counts">The number of samples of each part; together all samples.</param>
    /// <exception cref="ArgumentException">The counts are negative or do not add up to the number of samples.</exception>
    public static Subset[] RandomSplit(Dataset source, ulong seed, params ReadOnlySpan<int> counts)
    {
        ArgumentNullException.ThrowIfNull(source);
        var total = 0L;
        foreach (var count in counts)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(count, nameof(counts));
            total += count;
        }

        if (total != source.Count)
            throw new ArgumentException($"the parts have {total} samples together, but the dataset has {source.Count}", nameof(counts));

        var order = SampleOrder.Shuffled(source.Count, new PhiloxKey(seed, step: 0, SampleOrder.SplitSite));
        var parts = new Subset[counts.Length];
        for (int part = 0, start = 0; part < parts.Length; start += counts[part++])
            parts[part] = new Subset(source, order.AsSpan(start, counts[part]));
        return parts;
    }

    /// <inheritdoc/>
    public override void Read(int index, Span<float> input, TargetSlot target) => _source.Read(_indices[index], input, target);

    /// <inheritdoc/>
    public override void Read(int index, int epoch, Span<float> input, TargetSlot target) => _source.Read(_indices[index], epoch, input, target);
}
