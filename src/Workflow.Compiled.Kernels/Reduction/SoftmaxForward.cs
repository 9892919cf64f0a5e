namespace Workflow.Compiled.Kernels;

/// <summary>Chooses the kernel of softmax and of its logarithm by where the normalised axis lies.</summary>
internal static unsafe class SoftmaxForward
{
    // An exponential costs about as much as streaming this many operands.
    private const int Cost = 8;

    public static void Run(ReadOnlySpan<float> source, int outer, int length, int inner, Span<float> destination, bool wantsLogarithm)
    {
        Extent.Check(Extent.Of(outer, length, inner), source);
        Extent.Check(source.Length, destination);
        if (source.IsEmpty)
            return;
        var cost = (long)Cost * source.Length;
        fixed (float* from = source, to = destination)
        {
            if (inner == 1)
                RangeKernel.Run(new SoftmaxRows(from, length, to, wantsLogarithm), outer, cost);
            else
                RangeKernel.Run(new SoftmaxColumns(from, length, inner, to, wantsLogarithm), outer * ColumnTile.Count(inner), cost);
        }
    }
}
