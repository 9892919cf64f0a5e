using Workflow.Compiled.Kernels;

namespace Workflow.Compiled.Benchmarks;

/// <summary>The command <c>race</c>: every case against every peer, one row each.</summary>
internal static class RaceCommand
{
    /// <returns>The exit code: 0, 1 when a side computed something wrong, 2 for a wrong option.</returns>
    public static int Run(ReadOnlySpan<string> arguments)
    {
        RaceOptions options;
        try
        {
            options = RaceOptions.Parse(arguments);
        }
        catch (FormatException exception)
        {
            Console.Error.WriteLine(exception.Message);
            return 2;
        }

        return Run(options) ? 0 : 1;
    }

    private static bool Run(RaceOptions options)
    {
        NativeHeap.KeepMemory();
        WorkerPool.Threads = options.Threads;
        foreach (var peer in Peers.All.Where(peer => peer.Obstacle is null))
            peer.SetThreads(options.Threads);

        var limits = new MachineLimits(options.Threads);
        var journal = new RaceJournal(options, limits);
        var allAgree = true;
        foreach (var race in CaseList.All.Where(race => $"{race.Name} {race.Peer.Name}".Contains(options.Filter, StringComparison.OrdinalIgnoreCase)))
            allAgree &= Run(race, options, journal);
        return allAgree;
    }

    private static bool Run(RaceCase race, RaceOptions options, RaceJournal journal)
    {
        if (race.Peer.Obstacle is not null)
        {
            RaceTable.Absent(race);
            return true;
        }

        using var contest = race.Prepare();
        try
        {
            contest.Verify();
        }
        catch (WrongAnswerException exception)
        {
            RaceTable.Wrong(race, exception.Message);
            return false;
        }

        journal.Record(race, contest, Stopclock.Run(contest, options.Seconds, options.Threads));
        return true;
    }
}
