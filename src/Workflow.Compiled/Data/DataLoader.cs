using System.Collections;
using Workflow.Compiled.Kernels;

namespace Workflow.Compiled;

/// <summary>
/// Cuts a dataset into batches, epoch after epoch: each <c>foreach</c> is an epoch. Order and contents depend on the seed and the number of the
/// epoch alone, not on the number of workers.
/// </summary>
/// <remarks>
/// A batch is valid until the next one is asked for: its memory is used again, so that an epoch allocates nothing per batch. Worker threads
/// belong to the loader: breaking out of a loop leaves them waiting for the next epoch, and <see cref="Dispose"/> ends them.
/// </remarks>
public sealed class DataLoader : IEnumerable<Batch>, IDisposable
{
    private readonly int[] _order;
    private readonly BatchRing _ring;
    private readonly bool _shuffle;
    private readonly ulong _seed;

    /// <summary>Creates a loader.</summary>
    /// <param name="dataset">What is read.</param>
    /// <param name="batchSize">The number of samples of a batch, at least 1.</param>
    /// <param name="shuffle">Whether each epoch has a random order of its own.</param>
    /// <param name="seed">Equal seeds give equal orders.</param>
    /// <param name="dropLast">Whether a last batch with fewer samples is left out.</param>
    /// <param name="workers">The number of threads that read ahead; with 0 the caller reads each batch when it asks for it.</param>
    /// <param name="prefetch">The number of batches that each worker may be ahead, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The batch size or <paramref name="prefetch"/> is less than 1, or <paramref name="workers"/> is negative.</exception>
    /// <exception cref="ArgumentException">The dataset has no samples, or leaving out the last batch leaves none.</exception>
    public DataLoader(Dataset dataset, int batchSize = 64, bool shuffle = false, ulong seed = 0, bool dropLast = false, int workers = 0, int prefetch = 2)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(workers);
        ArgumentOutOfRangeException.ThrowIfLessThan(prefetch, 1);
        if (dataset.Count == 0)
            throw new ArgumentException("the dataset has no samples", nameof(dataset));
        if (dropLast && dataset.Count < batchSize)
            throw new ArgumentException($"dropLast leaves no batch: the dataset has {dataset.Count} samples and a batch {batchSize}", nameof(dropLast));

        (Dataset, BatchSize, _shuffle, _seed) = (dataset, batchSize, shuffle, seed);
        SampleCount = dropLast ? dataset.Count / batchSize * batchSize : dataset.Count;
        BatchCount = (SampleCount + batchSize - 1) / batchSize;
        _order = new int[dataset.Count];
        SampleOrder.Fill(_order);
        var lastSize = SampleCount - (BatchCount - 1) * batchSize;
        var slots = new BatchSlot[Math.Min(workers * prefetch + 1, BatchCount + 1)];
        for (var i = 0; i < slots.Length; i++)
            slots[i] = new BatchSlot(dataset, Math.Min(batchSize, SampleCount), lastSize);
        _ring = new BatchRing(slots, workers, BatchCount, SamplesOf);
    }

    /// <summary>What is read.</summary>
    public Dataset Dataset { get; }

    /// <summary>The number of samples of a batch; the last one may have fewer.</summary>
    public int BatchSize { get; }

    /// <summary>The number of batches of an epoch.</summary>
    public int BatchCount { get; }

    /// <summary>The number of samples of an epoch.</summary>
    public int SampleCount { get; }

    /// <summary>The number of the epoch that the next enumeration begins; who resumes training sets it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public int Epoch
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    }

    /// <summary>Begins an epoch. An enumeration that is still running ends: its next step throws.</summary>
    /// <exception cref="ObjectDisposedException">The loader is disposed.</exception>
    public IEnumerator<Batch> GetEnumerator()
    {
        var enumeration = _ring.Begin();
        if (_shuffle)
        {
            SampleOrder.Fill(_order);
            new PhiloxStream(new PhiloxKey(_seed, Epoch, SampleOrder.ShuffleSite)).Shuffle<int>(_order);
        }

        _ring.Open(Epoch++);
        return new BatchEnumerator(_ring, enumeration);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Ends the worker threads and waits for them.</summary>
    public void Dispose() => _ring.Dispose();

    private ReadOnlySpan<int> SamplesOf(int batch)
    {
        var first = batch * BatchSize;
        return _order.AsSpan(first, Math.Min(BatchSize, SampleCount - first));
    }
}
