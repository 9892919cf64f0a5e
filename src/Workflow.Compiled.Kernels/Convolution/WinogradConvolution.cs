using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>
/// A 3 x 3 convolution by tiles of 4 x 4 result pixels: their 6 x 6 source pixels and the weight are transformed, so that at each of 36 points one matrix product over the channels is left (a quarter of the
/// multiplications), and its results are transformed back. A block of tiles stays in the second cache from the first transform to the epilogue.
/// </summary>
/// <remarks>Each result is a sum in an order that depends on the number of channels alone.</remarks>
internal readonly unsafe ref struct WinogradConvolution<V, TEpilogue> : IWork
    where V : struct, IVector<V>
    where TEpilogue : struct, IEpilogue, allows ref struct
{
    private const int Width = ConvolutionWeights.PanelWidth;

    private readonly TEpilogue _epilogue;

    public WinogradConvolution(scoped in TEpilogue epilogue) => _epilogue = epilogue;

    public required ConvolutionPanels Panels { get; init; }

    public required float* Source { get; init; }

    public required nint Channels { get; init; }

    public required float* Result { get; init; }

    public required nint Columns { get; init; }

    public required WinogradTiles Tiles { get; init; }

    /// <summary>Blocks of tiles.</summary>
    public required int Blocks { get; init; }

    /// <summary>Parts of the panels; each transforms the source for itself.</summary>
    public required int Parts { get; init; }

    /// <summary>All transformed weights, or null where each panel is transformed where it is used.</summary>
    public required float* Weights { get; init; }

    /// <summary>From one tile to the next in the transformed source; see <see cref="WinogradWeights{V}.PointStride"/>.</summary>
    private nint SourceStride => Channels + 16;

    private nint PanelCount => Blocking.Parts(Columns, Width);

    public void Invoke(int item)
    {
        var (block, part) = Math.DivRem(item, Parts);
        Compute(
            Blocking.Start(Tiles.Count, Blocks, block), Blocking.Start(Tiles.Count, Blocks, block + 1), Blocking.Start(PanelCount, Parts, part), Blocking.Start(PanelCount, Parts, part + 1));
    }

    /// <summary>Computes a block of tiles, all panels of it.</summary>
    public void Compute(nint tile, nint tileEnd) => Compute(tile, tileEnd, 0, PanelCount);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Compute(nint tile, nint tileEnd, nint panel, nint panelEnd)
    {
        var tiles = tileEnd - tile;
        var (sourcePoint, productPoint) = (WinogradTiles.PointStride(tiles * SourceStride), WinogradTiles.PointStride(tiles * Width));
        var source = WinogradScratch.Get((Winograd.Points * (sourcePoint + productPoint)) + (Weights == null ? WinogradWeights<V>.PanelLength(Channels) : 0));
        var product = source + (Winograd.Points * sourcePoint);
        var ownWeights = product + (Winograd.Points * productPoint);
        var half = WinogradScratch.Half;
        for (var at = tile; at < tileEnd; at++)
            Tiles.Transform<V>(Source, Channels, at, half, source + ((at - tile) * SourceStride), sourcePoint);
        for (; panel < panelEnd; panel++)
        {
            var weights = Weights + (panel * WinogradWeights<V>.PanelLength(Channels));
            if (Weights == null)
                new WinogradWeights<V>(Panels, Channels, Columns, weights = ownWeights).Transform(panel * Width, ownWeights);
            var width = Math.Min(Width, Columns - (panel * Width));
            Multiply(tiles, width, source, sourcePoint, weights, product, productPoint);
            for (var at = tile; at < tileEnd;)
                at += Finish(at, tileEnd - at, panel * Width, width, product + ((at - tile) * Width), productPoint, half);
        }
    }

    /// <summary>A product of matrices for each point: tiles by channels times channels by columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Multiply(nint tiles, nint width, float* source, nint sourcePoint, float* weights, float* product, nint productPoint)
    {
        var (groups, parts) = (Blocking.Parts(tiles, Tile.MaxRows<V>()), Blocking.Parts(Channels, Blocking.Inner));
        for (nint point = 0; point < Winograd.Points; point++)
        {
            for (nint part = 0; part < parts; part++)
            {
                var step = Blocking.Start(Channels, parts, part);
                var steps = Blocking.Start(Channels, parts, part + 1) - step;
                for (nint column = 0; column < width; column += 2 * V.Count)
                {
                    for (nint group = 0; group < groups; group++)
                    {
                        var tile = Blocking.Start(tiles, groups, group);
                        var height = (int)(Blocking.Start(tiles, groups, group + 1) - tile);
                        var left = source + (tile * SourceStride) + step;
                        var right = weights + (step * Width) + column;
                        var to = product + (tile * Width) + column;
                        if (width - column > V.Count)
                            Kernels.Tile.Run<V, Counts.Two, AnyStride>(height, left, SourceStride, 1, right, Width, to, Width, steps, part > 0);
                        else
                            Kernels.Tile.Run<V, Counts.One, AnyStride>(height, left, SourceStride, 1, right, Width, to, Width, steps, part > 0);
                    }
                }
            }

            source += sourcePoint;
            weights += WinogradWeights<V>.PointStride(Channels);
            product += productPoint;
        }
    }

    /// <summary>Transforms neighbouring tiles of one row of tiles back and applies the epilogue; gives their number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private nint Finish(nint tile, nint most, nint column, nint width, float* product, nint productPoint, float* half)
    {
        var (image, y, x) = Tiles.Locate(tile);
        var count = Math.Min(most, Tiles.Columns - x);
        nint rows = Math.Min(Winograd.Tile, Tiles.Y.Length - (y * Winograd.Tile)), stride = Tiles.X.Length * Columns;
        var pixel = (((image * Tiles.Y.Length) + (y * Winograd.Tile)) * Tiles.X.Length) + (x * Winograd.Tile);
        var pixels = Math.Min(count * Winograd.Tile, Tiles.X.Length - (x * Winograd.Tile));
        var result = Result + (pixel * Columns) + column;
        for (nint at = 0; at < count; at++)
        {
            var columns = Math.Min(Winograd.Tile, pixels - (at * Winograd.Tile));
            for (nint part = 0; part < width; part += V.Count)
                TransformBack(product + (at * Width) + part, productPoint, result + (at * Winograd.Tile * Columns) + part, stride, rows, columns, half);
        }

        if (typeof(TEpilogue) == typeof(NoEpilogue))
            return count;
        for (nint row = 0; row < rows; row++)
            EpilogueTile.Apply<V, TEpilogue>(in _epilogue, pixel + (row * Tiles.X.Length), pixels, column, width, result + (row * stride), Columns);
        return count;
    }

    /// <summary>One register of columns of a tile, of which only the pixels inside the image are stored.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void TransformBack(float* product, nint productPoint, float* result, nint stride, nint rows, nint columns, float* half)
    {
        for (nint x = 0; x < Winograd.Patch; x++, product += productPoint)
        {
            var row = Winograd.Patch * productPoint;
            WinogradTransform.Result(
                V.Load(product), V.Load(product + row), V.Load(product + (2 * row)), V.Load(product + (3 * row)), V.Load(product + (4 * row)), V.Load(product + (5 * row)), half + (x * V.Count), Winograd.Patch * V.Count);
        }

        var line = stackalloc float[Winograd.Tile * 16];
        for (nint y = 0; y < rows; y++, half += Winograd.Patch * V.Count, result += stride)
        {
            var to = columns == Winograd.Tile ? result : line;
            var step = columns == Winograd.Tile ? Columns : V.Count;
            WinogradTransform.Result(
                V.Load(half), V.Load(half + V.Count), V.Load(half + (2 * V.Count)), V.Load(half + (3 * V.Count)), V.Load(half + (4 * V.Count)), V.Load(half + (5 * V.Count)), to, step);
            for (nint x = 0; columns < Winograd.Tile && x < columns; x++)
                V.Load(line + (x * V.Count)).Store(result + (x * Columns));
        }
    }
}
