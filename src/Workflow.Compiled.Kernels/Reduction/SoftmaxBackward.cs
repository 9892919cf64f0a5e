namespace Workflow.Compiled.Kernels;

/// <summary>Chooses the kernel of the gradients of softmax and of its logarithm by where the normalised axis lies.</summary>
internal static unsafe class SoftmaxBackward
{
    public static void Run(
        ReadOnlySpan<float> output,
        ReadOnlySpan<float> outputGradient,
        int outer,
        int length,
        int inner,
        Span<float> inputGradient,
        bool isLogarithm)
    {
        Extent.Check(Extent.Of(outer, length, inner), output);
        Extent.Check(output.Length, outputGradient);
        Extent.Check(output.Length, inputGradient);
        if (output.IsEmpty)
            return;
        var cost = (isLogarithm ? 8L : 3L) * output.Length;
        fixed (float* y = output, dy = outputGradient, dx = inputGradient)
        {
            if (inner == 1)
                RangeKernel.Run(new SoftmaxRowsGradient(y, dy, length, dx, isLogarithm), outer, cost);
            else
                RangeKernel.Run(new SoftmaxColumnsGradient(y, dy, length, inner, dx, isLogarithm), outer * ColumnTile.Count(inner), cost);
        }
    }
}
