namespace Workflow.Compiled.Kernels;

/// <summary>A convolution as a product, by rows of its result.</summary>
internal readonly unsafe ref struct ProductRows<V, TEpilogue>(scoped in ConvolutionProduct<V, TEpilogue> product, int groups, int width, bool isOneRow) : IConvolutionRows
    where V : struct, IVector<V>
    where TEpilogue : struct, IEpilogue, allows ref struct
{
    private readonly ConvolutionProduct<V, TEpilogue> _product = product;
    private readonly int _groups = groups;
    private readonly int _width = width;
    private readonly bool _isOneRow = isOneRow;

    public void Compute(float* result, int row, int rowEnd)
    {
        var product = _product with { Result = result };

        // A kernel of one pixel sees all images as one row.
        if (_isOneRow)
            ConvolutionWork.RunPart(in product, _groups, 0, 1, row * _width, rowEnd * _width);
        else
            ConvolutionWork.RunPart(in product, _groups, row, rowEnd, 0, _width);
    }
}
