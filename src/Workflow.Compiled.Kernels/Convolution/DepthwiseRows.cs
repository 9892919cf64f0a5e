namespace Workflow.Compiled.Kernels;

/// <summary>A depthwise convolution, by rows of its result.</summary>
internal readonly unsafe ref struct DepthwiseRows<V, TEpilogue>(scoped in DepthwiseConvolution<TEpilogue> convolution) : IConvolutionRows
    where V : struct, IVector<V>
    where TEpilogue : struct, IEpilogue, allows ref struct
{
    private readonly DepthwiseConvolution<TEpilogue> _convolution = convolution;

    public void Compute(float* result, int row, int rowEnd)
    {
        var convolution = _convolution with { Result = result };
        for (; row < rowEnd; row++)
            convolution.ComputeRow<V>(row);
    }
}
