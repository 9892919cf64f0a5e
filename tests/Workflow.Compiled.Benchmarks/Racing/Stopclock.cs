using System.Diagnostics;

namespace Workflow.Compiled.Benchmarks;

/// <summary>Times two sides in turn, so that a change of the machine's speed meets both.</summary>
internal static class Stopclock
{
    private const int Rounds = 9;

    // Long enough for the JIT's last tier (compiled in the background) and for caches, clocks and thread pools to settle.
    private const double WarmUpSeconds = 0.25;

    // With several threads, the helpers of one side spin for some milliseconds after its last run and would take a processor from the other.
    private static readonly TimeSpan s_spinning = TimeSpan.FromMilliseconds(40);

    /// <summary>Runs a verified contest.</summary>
    /// <param name="contest">Both sides.</param>
    /// <param name="seconds">Measured seconds, all rounds of both sides together.</param>
    /// <param name="threads">Threads of each side.</param>
    public static RaceResult Run(Contest contest, double seconds, int threads)
    {
        var ourRuns = RunsIn(seconds / (2 * Rounds), WarmUp(contest.Ours));
        var theirRuns = RunsIn(seconds / (2 * Rounds), WarmUp(contest.Theirs));

        double[] ours = new double[Rounds], theirs = new double[Rounds];
        for (var round = 0; round < Rounds; round++)
        {
            ours[round] = Turn(contest.Ours, ourRuns, threads);
            theirs[round] = Turn(contest.Theirs, theirRuns, threads);
        }

        double[] ratios = [.. ours.Zip(theirs, (our, their) => their / our).Order()];
        return new RaceResult(1e6 * Median(ours), 1e6 * Median(theirs), ratios);
    }

    private static double WarmUp(Action side)
    {
        var clock = Stopwatch.StartNew();
        var best = double.PositiveInfinity;
        for (var runs = 0; runs < 3 || clock.Elapsed.TotalSeconds < WarmUpSeconds; runs++)
            best = Math.Min(best, SecondsOfOne(side, 1));
        return best;
    }

    private static double Turn(Action side, int runs, int threads)
    {
        if (threads > 1)
        {
            Thread.Sleep(s_spinning);
            side();
        }

        return SecondsOfOne(side, runs);
    }

    private static int RunsIn(double seconds, double secondsOfOne) => Math.Max(1, (int)(seconds / secondsOfOne));

    private static double SecondsOfOne(Action side, int runs)
    {
        var start = Stopwatch.GetTimestamp();
        for (var run = 0; run < runs; run++)
            side();
        return Stopwatch.GetElapsedTime(start).TotalSeconds / runs;
    }

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);
}
