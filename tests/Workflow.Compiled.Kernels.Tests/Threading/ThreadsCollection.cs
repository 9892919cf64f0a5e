namespace Workflow.Compiled.Kernels.Tests;

/// <summary>Tests that change <see cref="WorkerPool.Threads"/>, or need the pool for themselves: they run alone.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public class ThreadsCollection
{
    public const string Name = "Threads";
}
