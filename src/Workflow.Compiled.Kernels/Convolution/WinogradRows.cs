namespace Workflow.Compiled.Kernels;

/// <summary>A convolution by tiles, by rows of its result: those of whole tiles.</summary>
internal readonly unsafe ref struct WinogradRows<V, TEpilogue>(scoped in WinogradConvolution<V, TEpilogue> convolution, nint blockTiles) : IConvolutionRows
    where V : struct, IVector<V>
    where TEpilogue : struct, IEpilogue, allows ref struct
{
    private readonly WinogradConvolution<V, TEpilogue> _convolution = convolution;
    private readonly nint _blockTiles = blockTiles;

    public void Compute(float* result, int row, int rowEnd)
    {
        var convolution = _convolution with { Result = result };
        var tile = TileRow(row) * convolution.Tiles.Columns;
        var tiles = ((TileRow(rowEnd - 1) + 1) * convolution.Tiles.Columns) - tile;
        var blocks = Blocking.Parts(tiles, _blockTiles);
        for (nint block = 0; block < blocks; block++)
            convolution.Compute(tile + Blocking.Start(tiles, blocks, block), tile + Blocking.Start(tiles, blocks, block + 1));
    }

    private nint TileRow(int row)
    {
        var (image, y) = Math.DivRem(row, _convolution.Tiles.Y.Length);
        return (image * _convolution.Tiles.Rows) + (y / Winograd.Tile);
    }
}
