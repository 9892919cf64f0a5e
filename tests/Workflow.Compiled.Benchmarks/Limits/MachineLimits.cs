namespace Workflow.Compiled.Benchmarks;

/// <summary>What this machine can do at most with a number of threads, measured as the race needs it.</summary>
internal sealed class MachineLimits(int threads)
{
    // A multiple of what one turn of any probe's loop handles.
    private const int Granule = 256;

    private readonly Dictionary<(int Length, bool Writes), double> _bandwidths = [];

    /// <summary>Multiply-adds in registers, two operations each.</summary>
    public double FlopsPerSecond { get; } = Probe.Rate(threads, () => new MultiplyAddProbe());

    /// <summary>The bandwidth of traffic over a footprint that the threads share out: reading where little is written, else copying.</summary>
    /// <param name="read">Bytes read.</param>
    /// <param name="written">Bytes written.</param>
    public double BytesPerSecond(double read, double written)
    {
        var length = Math.Max(1, (int)((read + written) / sizeof(float) / threads / Granule)) * Granule;
        var writes = 10 * written > read;
        if (!_bandwidths.TryGetValue((length, writes), out var known))
            _bandwidths[(length, writes)] = known = Probe.Rate(threads, () => writes ? new CopyProbe(length) : new ReadProbe(length));
        return known;
    }
}
