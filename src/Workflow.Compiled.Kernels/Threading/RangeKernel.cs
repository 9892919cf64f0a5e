namespace Workflow.Compiled.Kernels;

/// <summary>Runs range kernels with the widest registers the machine has, and on several threads where that pays.</summary>
internal static class RangeKernel
{
    // Operands a thread must have to itself to be worth waking: some 10 µs of streaming arithmetic.
    private const long OperandsPerThread = 64 * 1024;

    /// <summary>Computes all units of a kernel.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="units">The number of units.</param>
    /// <param name="operands">About how many elements all units together read and write; a transcendental function counts as some 8.</param>
    public static void Run<TKernel>(scoped in TKernel kernel, int units, long operands)
        where TKernel : struct, IRangeKernel, allows ref struct
    {
        var parts = (int)Math.Min(Math.Min(WorkerPool.Threads, units), operands / OperandsPerThread);
        if (parts <= 1)
            RunPart(in kernel, 0, units);
        else
            WorkerPool.Run(parts, new Parts<TKernel>(kernel, units, parts));
    }

    private static void RunPart<TKernel>(scoped in TKernel kernel, nint from, nint to)
        where TKernel : struct, IRangeKernel, allows ref struct
    {
        if (Lanes16.IsHardwareAccelerated)
            kernel.Run<Lanes16>(from, to);
        else if (Lanes8.IsHardwareAccelerated)
            kernel.Run<Lanes8>(from, to);
        else
            kernel.Run<Lanes4>(from, to);
    }

    private readonly ref struct Parts<TKernel>(TKernel kernel, long units, int parts) : IWork
        where TKernel : struct, IRangeKernel, allows ref struct
    {
        private readonly TKernel _kernel = kernel;

        public void Invoke(int item) => RunPart(in _kernel, (nint)(units * item / parts), (nint)(units * (item + 1) / parts));
    }
}
