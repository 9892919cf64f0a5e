namespace Workflow.Compiled.Kernels;

/// <summary>A thread of the pool. It is idle, asked to work, or working; only the caller of the pool asks.</summary>
internal sealed class Worker
{
    private const int Idle = 0;
    private const int Asked = 1;
    private const int Working = 2;

    // About 100 µs: longer than the gap between two kernels of a training step, and what waking a sleeping thread takes.
    private const int Spins = 2000;

    private readonly SemaphoreSlim _wake = new(0);
    private int _state;
    private int _isAsleep;

    public Worker(int index)
    {
        var thread = new Thread(Loop) { IsBackground = true, Name = $"Workflow.Compiled worker {index + 1}" };
        thread.Start();
    }

    /// <summary>Asks for help with the current call.</summary>
    public void Start()
    {
        Interlocked.Exchange(ref _state, Asked);
        if (Interlocked.Exchange(ref _isAsleep, 0) == 1)
            _wake.Release();
    }

    /// <summary>Returns when the worker has left the current call; one that has not begun yet is no longer needed.</summary>
    public void Finish()
    {
        if (Interlocked.CompareExchange(ref _state, Idle, Asked) == Asked)
            return;
        var spinner = default(SpinWait);
        while (Volatile.Read(ref _state) != Idle)
            spinner.SpinOnce(sleep1Threshold: -1);
    }

    private void Loop()
    {
        while (true)
        {
            WaitUntilAsked();
            if (Interlocked.CompareExchange(ref _state, Working, Asked) != Asked)
                continue;
            WorkerPool.TakeItems();
            Volatile.Write(ref _state, Idle);
        }
    }

    private void WaitUntilAsked()
    {
        for (var spin = 0; spin < Spins; spin++)
        {
            if (Volatile.Read(ref _state) == Asked)
                return;
            Thread.SpinWait(1);
        }

        Interlocked.Exchange(ref _isAsleep, 1);
        // Asked in between: the caller may or may not have seen that this thread was about to sleep.
        if (Volatile.Read(ref _state) == Asked && Interlocked.Exchange(ref _isAsleep, 0) == 1)
            return;
        _wake.Wait();
    }
}
