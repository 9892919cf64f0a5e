namespace Workflow.Compiled.Kernels.Tests;

/// <summary>Sets the number of threads until it is disposed.</summary>
internal readonly struct ThreadCount : IDisposable
{
    private readonly int _before = WorkerPool.Threads;

    public ThreadCount(int threads) => WorkerPool.Threads = threads;

    public void Dispose() => WorkerPool.Threads = _before;
}
