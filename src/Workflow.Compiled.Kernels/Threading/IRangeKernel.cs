namespace Workflow.Compiled.Kernels;

/// <summary>A kernel whose work is a number of independent units (rows, tiles, chunks), written once for every register width.</summary>
internal interface IRangeKernel
{
    /// <summary>Computes the units from <paramref name="from"/> to before <paramref name="to"/>.</summary>
    void Run<V>(nint from, nint to)
        where V : struct, IVector<V>;
}
