namespace Workflow.Compiled.Kernels.Tests;

/// <summary>Runs a kernel with registers of a given width, whatever the machine has.</summary>
internal static class Widths
{
    public static void Run<TKernel>(in TKernel kernel, nint units, int lanes)
        where TKernel : struct, IRangeKernel
    {
        if (lanes == 16)
            kernel.Run<Lanes16>(0, units);
        else if (lanes == 8)
            kernel.Run<Lanes8>(0, units);
        else
            kernel.Run<Lanes4>(0, units);
    }
}
