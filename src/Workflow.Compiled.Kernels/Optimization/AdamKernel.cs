namespace Workflow.Compiled.Kernels;

/// <summary>One step of Adam, AdamW or AMSGrad over flat spans in a single pass, in PyTorch's order of operations.</summary>
public static unsafe class AdamKernel
{
    /// <summary>Updates parameters and moments. No element depends on another, nor on the number of threads.</summary>
    /// <param name="parameters">The parameters, updated in place.</param>
    /// <param name="gradients">Their gradients.</param>
    /// <param name="firstMoments">The running means of the gradients: 0 before the first step.</param>
    /// <param name="secondMoments">The running means of the squared gradients: 0 before the first step.</param>
    /// <param name="largestSecondMoments">The largest second moments so far, 0 before the first step; empty without AMSGrad.</param>
    /// <param name="options">The constants.</param>
    /// <param name="step">The number of this step, from 1.</param>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The step is not positive.</exception>
    public static void Step(
        Span<float> parameters,
        ReadOnlySpan<float> gradients,
        Span<float> firstMoments,
        Span<float> secondMoments,
        Span<float> largestSecondMoments,
        in AdamOptions options,
        long step)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(step);
        Extent.Check(parameters.Length, gradients);
        Extent.Check(parameters.Length, firstMoments);
        Extent.Check(parameters.Length, secondMoments);
        Extent.Check(options.IsAmsGrad ? parameters.Length : 0, largestSecondMoments);
        fixed (float* p = parameters, g = gradients, m = firstMoments, v = secondMoments, largest = largestSecondMoments)
        {
            var kernel = new AdamChunks(p, g, m, v, largest, parameters.Length, new AdamConstants(options, step));
            RangeKernel.Run(in kernel, Chunk.Count(parameters.Length), 7L * parameters.Length);
        }
    }
}
