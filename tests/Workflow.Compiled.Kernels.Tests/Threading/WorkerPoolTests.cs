namespace Workflow.Compiled.Kernels.Tests;

[Collection(ThreadsCollection.Name)]
public class WorkerPoolTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Each_item_is_done_once(int threads)
    {
        using var count = new ThreadCount(threads);
        foreach (var items in (int[])[0, 1, 2, 3, 100, 1000])
        {
            var visits = new int[items];
            WorkerPool.Run(items, new Visit { Visits = visits });
            Assert.All(visits, visit => Assert.Equal(1, visit));
        }
    }

    [Fact]
    public void Items_run_on_the_number_of_threads_that_was_set()
    {
        using var count = new ThreadCount(3);
        using var barrier = new Barrier(3);
        var threads = new int[3];
        WorkerPool.Run(3, new Meet { Barrier = barrier, Threads = threads });
        Assert.Equal(3, threads.Distinct().Count());
        Assert.Contains(Environment.CurrentManagedThreadId, threads);
    }

    [Fact]
    public void Threads_may_change_between_calls()
    {
        foreach (var threads in (int[])[1, 4, 2, 8, 1, 3])
        {
            using var count = new ThreadCount(threads);
            Assert.Equal(threads, WorkerPool.Threads);
            var visits = new int[50];
            WorkerPool.Run(50, new Visit { Visits = visits });
            Assert.All(visits, visit => Assert.Equal(1, visit));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(100_000)]
    public void A_number_of_threads_that_makes_no_sense_throws(int threads) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => WorkerPool.Threads = threads);

    [Fact]
    public void A_negative_number_of_items_throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => WorkerPool.Run(-1, new Visit { Visits = [] }));

    [Fact]
    public void A_call_inside_an_item_runs_on_the_same_thread()
    {
        using var count = new ThreadCount(2);
        var visits = new int[8 * 16];
        WorkerPool.Run(8, new Nested { Visits = visits });
        Assert.All(visits, visit => Assert.Equal(1, visit));
    }

    [Fact]
    public void Callers_at_the_same_time_all_get_their_items_done()
    {
        using var count = new ThreadCount(2);
        var visits = Enumerable.Range(0, 4).Select(_ => new int[20]).ToArray();
        var callers = visits.Select(mine => new Thread(() =>
        {
            for (var i = 0; i < 2000; i++)
                WorkerPool.Run(mine.Length, new Visit { Visits = mine });
        })).ToArray();
        Array.ForEach(callers, caller => caller.Start());
        Array.ForEach(callers, caller => caller.Join());
        Assert.All(visits, mine => Assert.All(mine, visit => Assert.Equal(2000, visit)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void An_exception_of_an_item_reaches_the_caller_and_the_pool_goes_on(int threads)
    {
        using var count = new ThreadCount(threads);
        for (var round = 0; round < 20; round++)
        {
            var exception = Assert.Throws<InvalidOperationException>(() => WorkerPool.Run(30, new Throw { Item = round }));
            Assert.Equal($"item {round}", exception.Message);
            var visits = new int[30];
            WorkerPool.Run(30, new Visit { Visits = visits });
            Assert.All(visits, visit => Assert.Equal(1, visit));
        }
    }

    [Fact]
    public void Thousands_of_tiny_calls_lose_nothing_and_allocate_nothing()
    {
        using var count = new ThreadCount(2);
        var visits = new int[3];
        var work = new Visit { Visits = visits };
        var calls = 0;

        Assert.True(Allocations.AreNone(() =>
        {
            for (var i = 0; i < 10_000; i++, calls++)
                WorkerPool.Run(visits.Length, work);
        }));
        Assert.All(visits, visit => Assert.Equal(calls, visit));
    }

    [Fact]
    public void Workers_that_slept_wake_up()
    {
        using var count = new ThreadCount(2);
        using var barrier = new Barrier(2);
        for (var round = 0; round < 5; round++)
        {
            Thread.Sleep(5);
            WorkerPool.Run(2, new Meet { Barrier = barrier, Threads = new int[2] });
        }

        Assert.Equal(5, barrier.CurrentPhaseNumber);
    }

    private readonly struct Visit : IWork
    {
        public required int[] Visits { get; init; }

        public void Invoke(int item) => Interlocked.Increment(ref Visits[item]);
    }

    /// <summary>Items that end only when all of them have begun: each needs a thread of its own.</summary>
    private readonly struct Meet : IWork
    {
        public required Barrier Barrier { get; init; }

        public required int[] Threads { get; init; }

        public void Invoke(int item)
        {
            Threads[item] = Environment.CurrentManagedThreadId;
            Assert.True(Barrier.SignalAndWait(TimeSpan.FromSeconds(30)));
        }
    }

    private readonly struct Nested : IWork
    {
        public required int[] Visits { get; init; }

        public void Invoke(int item) => WorkerPool.Run(16, new Inner { Visits = Visits, From = item * 16, Thread = Environment.CurrentManagedThreadId });
    }

    private readonly struct Inner : IWork
    {
        public required int[] Visits { get; init; }

        public required int From { get; init; }

        public required int Thread { get; init; }

        public void Invoke(int item)
        {
            Assert.Equal(Thread, Environment.CurrentManagedThreadId);
            Interlocked.Increment(ref Visits[From + item]);
        }
    }

    private readonly struct Throw : IWork
    {
        public required int Item { get; init; }

        public void Invoke(int item)
        {
            if (item == Item)
                throw new InvalidOperationException($"item {item}");
        }
    }
}
