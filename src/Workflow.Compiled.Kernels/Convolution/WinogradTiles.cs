using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>The tiles of all images, counted row by row, and the transform of what they see.</summary>
internal readonly unsafe struct WinogradTiles
{
    public WinogradTiles(in ConvolutionAxis y, in ConvolutionAxis x, int batch) =>
        (Y, X, Rows, Columns, Count) = (y, x, Winograd.Tiles(in y), Winograd.Tiles(in x), (nint)batch * Winograd.Tiles(in y) * Winograd.Tiles(in x));

    public ConvolutionAxis Y { get; }

    public ConvolutionAxis X { get; }

    /// <summary>Rows of tiles of an image.</summary>
    public nint Rows { get; }

    /// <summary>Tiles of a row.</summary>
    public nint Columns { get; }

    /// <summary>Tiles of all images.</summary>
    public nint Count { get; }

    /// <summary>From one point to the next where a point has so many values: a cache line beyond a page, so that the points of a tile fall on different lines of a cache.</summary>
    public static nint PointStride(nint values) => ((values + 1023) & ~1023) + 16;

    /// <summary>The image of a tile, its row and its column there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public (nint Image, nint Row, nint Column) Locate(nint tile)
    {
        var (row, column) = Math.DivRem(tile, Columns);
        (var image, row) = Math.DivRem(row, Rows);
        return (image, row, column);
    }

    /// <summary>Transforms all channels of the 6 x 6 pixels that a tile sees.</summary>
    /// <param name="source">All images.</param>
    /// <param name="channels">Their channels.</param>
    /// <param name="tile">The tile.</param>
    /// <param name="half">Memory for a register for each point.</param>
    /// <param name="to">Where the channels of the first point go.</param>
    /// <param name="pointStride">From one point to the next.</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Transform<V>(float* source, nint channels, nint tile, float* half, float* to, nint pointStride)
        where V : struct, IVector<V>
    {
        var pixels = stackalloc float*[Winograd.Points];
        Point(source, channels, tile, pixels);
        const int Row = Winograd.Patch;
        for (nint channel = 0; channel < channels; channel += V.Count)
        {
            for (nint x = 0; x < Row; x++)
            {
                var p = pixels + x;
                WinogradTransform.Source(
                    V.Load(p[0] + channel), V.Load(p[Row] + channel), V.Load(p[2 * Row] + channel), V.Load(p[3 * Row] + channel), V.Load(p[4 * Row] + channel), V.Load(p[5 * Row] + channel), half + (x * V.Count), Row * V.Count);
            }

            for (nint y = 0; y < Row; y++)
            {
                var d = half + (y * Row * V.Count);
                WinogradTransform.Source(
                    V.Load(d), V.Load(d + V.Count), V.Load(d + (2 * V.Count)), V.Load(d + (3 * V.Count)), V.Load(d + (4 * V.Count)), V.Load(d + (5 * V.Count)), to + channel + (y * Row * pointStride), pointStride);
            }
        }
    }

    /// <summary>Where the pixels that a tile sees lie; those beside the image are zeros.</summary>
    private void Point(float* source, nint channels, nint tile, float** pixels)
    {
        var zeros = WinogradScratch.Zeros(channels);
        var (image, row, column) = Locate(tile);
        var (top, left) = (Y.Source((int)row * Winograd.Tile), X.Source((int)column * Winograd.Tile));
        for (var y = top; y < top + Winograd.Patch; y++)
        {
            var line = source + (((image * Y.SourceLength) + y) * X.SourceLength * channels);
            for (var x = left; x < left + Winograd.Patch; x++)
                *pixels++ = (uint)y < (uint)Y.SourceLength && (uint)x < (uint)X.SourceLength ? line + (x * channels) : zeros;
        }
    }
}
