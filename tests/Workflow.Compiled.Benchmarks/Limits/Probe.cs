using System.Diagnostics;

namespace Workflow.Compiled.Benchmarks;

/// <summary>A piece of work that meets one limit of the machine and nothing else. Each thread has a probe of its own.</summary>
internal abstract class Probe : IDisposable
{
    private const double Seconds = 0.05;
    private const int Tries = 5;
    private const int RunsBetweenClockReads = 16;

    /// <summary>Does the work once and says how much it was.</summary>
    public abstract double Run();

    public virtual void Dispose()
    {
    }

    /// <summary>Work a second that several threads reach together: the best of several tries.</summary>
    /// <param name="threads">How many threads work at the same time.</param>
    /// <param name="create">Makes the probe of one thread.</param>
    public static double Rate(int threads, Func<Probe> create) => Enumerable.Range(0, Tries).Max(_ => OneTry(threads, create));

    private static double OneTry(int threads, Func<Probe> create)
    {
        using var start = new Barrier(threads);
        var rates = new double[threads];
        var workers = Enumerable.Range(0, threads).Select(index => new Thread(() =>
        {
            using var probe = create();
            probe.Run();
            start.SignalAndWait();
            rates[index] = probe.Rate();
        })).ToArray();
        foreach (var worker in workers)
            worker.Start();
        foreach (var worker in workers)
            worker.Join();
        return rates.Sum();
    }

    private double Rate()
    {
        var clock = Stopwatch.StartNew();
        var done = 0.0;
        while (clock.Elapsed.TotalSeconds < Seconds)
        {
            for (var run = 0; run < RunsBetweenClockReads; run++)
                done += Run();
        }

        return done / clock.Elapsed.TotalSeconds;
    }
}
