namespace Workflow.Compiled;

/// <summary>
/// How many samples a prediction computes at a time, where none depends on another. What is computed of a chunk is still in a cache when the next step reads it, and
/// a batch of any size takes the memory of a chunk. The number depends on the model and the lengths alone, so that results do not depend on the machine or its threads.
/// </summary>
internal sealed class SampleChunks
{
    // Half of a second-level cache of today, in floats.
    private const long LeastBudget = 256 * 1024;

    // Every chunk reads the weights again, and some kernels transform them: a chunk has so many values a weight that this does not show.
    private const int ValuesPerWeight = 4;

    // Enough samples for what a further one takes to show behind what the pass takes in any case.
    private const int ManySamples = 65;

    [ThreadStatic]
    private static int t_forced;

    private readonly LengthsCache<int> _sizes;
    private int[] _lengths = [];

    /// <param name="weights">The number of the model's parameters.</param>
    /// <param name="memoryFor">The number of floats that a pass takes for some lengths, of which the first is the batch.</param>
    public SampleChunks(long weights, Func<int[], long> memoryFor) =>
        _sizes = new LengthsCache<int>(() => (int)Math.Clamp(Math.Max(LeastBudget, ValuesPerWeight * weights) / MemoryOfASample(memoryFor), 1, int.MaxValue));

    /// <summary>Has every pass of this thread compute about so many samples at a time until it is disposed.</summary>
    public static IDisposable Force(int samples) => new Forced(samples);

    /// <summary>The samples of a chunk: the batch in parts of one size, but for the last. No sample of several is alone: of a single row, products have a kernel of their own, which sums in another order.</summary>
    /// <param name="lengths">The lengths of a call, of which the first is the batch.</param>
    public int SizeFor(ReadOnlySpan<int> lengths)
    {
        var batch = lengths[0];
        for (var size = Math.Max(2, t_forced > 0 ? t_forced : EvenSize(lengths)); size < batch; size++)
        {
            if (batch % size != 1)
                return size;
        }

        return batch;
    }

    private int EvenSize(ReadOnlySpan<int> lengths)
    {
        if (_lengths.Length == 0)
            _lengths = new int[lengths.Length];
        lengths.CopyTo(_lengths);
        var batch = lengths[0];
        var size = _sizes.For(lengths[1..]);
        var chunks = (batch + size - 1) / size;
        return (batch + chunks - 1) / chunks;
    }

    private long MemoryOfASample(Func<int[], long> memoryFor)
    {
        _lengths[0] = 1;
        var one = memoryFor(_lengths);
        _lengths[0] = ManySamples;
        return Math.Max(1, (memoryFor(_lengths) - one) / (ManySamples - 1));
    }

    private sealed class Forced : IDisposable
    {
        private readonly int _before = t_forced;

        public Forced(int samples) => t_forced = samples;

        public void Dispose() => t_forced = _before;
    }
}
