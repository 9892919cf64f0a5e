namespace Workflow.Compiled.Kernels;

/// <summary>One step of stochastic gradient descent over flat spans in a single pass, in PyTorch's order of operations.</summary>
public static unsafe class SgdKernel
{
    /// <summary>Updates parameters and momenta. No element depends on another, nor on the number of threads.</summary>
    /// <param name="parameters">The parameters, updated in place.</param>
    /// <param name="gradients">Their gradients.</param>
    /// <param name="momenta">The running sums of the gradients; empty without momentum. What they hold before the first step does not matter.</param>
    /// <param name="options">The constants.</param>
    /// <param name="step">The number of this step, from 1: the first one starts the momentum with the whole gradient, undampened.</param>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The step is not positive.</exception>
    public static void Step(Span<float> parameters, ReadOnlySpan<float> gradients, Span<float> momenta, in SgdOptions options, long step)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(step);
        Extent.Check(parameters.Length, gradients);
        Extent.Check(options.Momentum != 0 ? parameters.Length : 0, momenta);
        fixed (float* p = parameters, g = gradients, m = momenta)
        {
            var kernel = new SgdChunks(p, g, m, parameters.Length, options, step == 1);
            RangeKernel.Run(in kernel, Chunk.Count(parameters.Length), 3L * parameters.Length);
        }
    }
}
