using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace Workflow.Compiled.Kernels;

/// <summary>
/// Threads that stay alive between calls, wait for work by spinning a little and then sleeping, and share the items of one call at a time.
/// The caller works too. Kernels give them disjoint parts of a result, never parts of a sum, so results do not depend on the number of threads.
/// </summary>
public static unsafe class WorkerPool
{
    private const int MostThreads = 256;
    private static readonly Lock Starting = new();
    private static readonly Worker[] Workers = new Worker[MostThreads - 1];
    private static int _threads = Math.Clamp(Environment.ProcessorCount, 1, MostThreads);
    private static int _started;

    // The one call that is being shared: there is never a second.
    private static int _isBusy;
    private static delegate*<void*, void> _invoke;
    private static void* _work;
    private static int _items;
    private static int _next;
    private static ExceptionDispatchInfo? _error;

    /// <summary>The number of threads that take part in a call, the caller included; at first the number of processors.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is not between 1 and 256.</exception>
    public static int Threads
    {
        get => Volatile.Read(ref _threads);
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, MostThreads);
            Volatile.Write(ref _threads, value);
        }
    }

    /// <summary>Does items 0 to <paramref name="items"/> - 1 and returns when all are done.</summary>
    /// <remarks>Runs on the caller alone where there is one item or one thread, where another thread is using the pool, and inside an item.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The number of items is negative.</exception>
    public static void Run<TWork>(int items, scoped in TWork work)
        where TWork : struct, IWork, allows ref struct
    {
        ArgumentOutOfRangeException.ThrowIfNegative(items);
        var threads = Math.Min(Threads, items);
        if (threads <= 1 || Interlocked.CompareExchange(ref _isBusy, 1, 0) != 0)
        {
            for (var item = 0; item < items; item++)
                work.Invoke(item);
            return;
        }

        try
        {
            Share(items, threads - 1, in work);
        }
        finally
        {
            _error = null;
            Volatile.Write(ref _isBusy, 0);
        }
    }

    /// <summary>Takes items of the current call until none is left; after an exception the remaining ones are dropped.</summary>
    internal static void TakeItems()
    {
        try
        {
            _invoke(_work);
        }
        catch (Exception exception)
        {
            // Whichever thread it happened on, it is the caller's: Share throws it there.
            Volatile.Write(ref _next, _items);
            Interlocked.CompareExchange(ref _error, ExceptionDispatchInfo.Capture(exception), null);
        }
    }

    private static void Share<TWork>(int items, int helpers, scoped in TWork work)
        where TWork : struct, IWork, allows ref struct
    {
        EnsureStarted(helpers);

        // The caller's frame outlives the call, and each thread copies the struct to its own stack, where its references are tracked.
        _invoke = &Invoke<TWork>;
        _work = Unsafe.AsPointer(ref Unsafe.AsRef(in work));
        _items = items;
        _next = -1;
        for (var i = 0; i < helpers; i++)
            Workers[i].Start();
        TakeItems();
        for (var i = 0; i < helpers; i++)
            Workers[i].Finish();
        _error?.Throw();
    }

    private static void Invoke<TWork>(void* work)
        where TWork : struct, IWork, allows ref struct
    {
        var copy = Unsafe.AsRef<TWork>(work);
        var items = _items;
        for (var item = Interlocked.Increment(ref _next); item < items; item = Interlocked.Increment(ref _next))
            copy.Invoke(item);
    }

    private static void EnsureStarted(int helpers)
    {
        if (Volatile.Read(ref _started) >= helpers)
            return;
        lock (Starting)
        {
            for (; _started < helpers; _started++)
                Workers[_started] = new Worker(_started);
        }
    }
}
