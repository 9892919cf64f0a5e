namespace Workflow.Compiled.Kernels;

/// <summary>Which convolutions are computed by Winograd's minimal filtering, F(4x4, 3x3), and the sizes of it.</summary>
/// <remarks>
/// 36 multiplications give what 144 do directly. What they cost beside the transforms is accuracy: with terms of magnitude one, the error of a result relative to the results' root mean square, against a reference in double, is
/// <list type="table">
/// <listheader><term>channels</term><description>Winograd: root mean square, largest of 48,000; directly</description></listheader>
/// <item><term>64</term><description>7.6e-7, 5.9e-6; 4.3e-7, 3.8e-6</description></item>
/// <item><term>512</term><description>2.0e-6, 1.7e-5; 1.2e-6, 1.2e-5</description></item>
/// </list>
/// The points ±1 and ±2 of the first publication lose 2.3 times more, and 5 times more in the worst case; F(2x2, 3x3) is as accurate as the sum itself, but saves only 56 % of the multiplications. An error is relative to
/// the largest values that a tile of 6 x 6 pixels sees, not to the result's own terms. Infinities and NaN spread over a tile.
/// </remarks>
internal static class Winograd
{
    /// <summary>Rows, and columns, of the result that a tile gives.</summary>
    public const int Tile = 4;

    /// <summary>Rows, and columns, of the source that a tile sees.</summary>
    public const int Patch = 6;

    /// <summary>Products of a tile and a pair of channels.</summary>
    public const int Points = Patch * Patch;

    // The widest register, so that no width leaves channels over.
    private const int Register = 16;

    private const int LeastChannelPairs = 32 * 32;
    private const int LeastTiles = 8;

    /// <summary>Whether a gather of a result from a source, as forward and for the input's gradient, is computed so: decided by the geometry alone.</summary>
    /// <remarks>
    /// Measured with one thread, registers of 512 and of 256 bits, 16 to 512 channels, images of 1 to 56 pixels along an axis, 1 to 128 of them. Against the direct product it takes 0.3 to 0.5 of the time from 64 tiles on,
    /// 0.4 to 0.9 with 8 tiles; with 4 tiles, whose products no longer pay for the transform of the weight, 0.8 to 1.6. At 16 channels the transforms take most of the time. Tiles that are mostly beside the image,
    /// as those of 2 x 2 or 5 x 5 pixels, lose what was won, hence the last condition: half the multiplications at most.
    /// </remarks>
    public static bool Pays(in ConvolutionAxis y, in ConvolutionAxis x, int batch, int groups, int channels, int columns)
    {
        if (groups != 1 || !IsDense(in y) || !IsDense(in x) || channels % Register != 0 || columns % Register != 0 || (long)channels * columns < LeastChannelPairs)
            return false;
        var tilesOfImage = (long)Tiles(in y) * Tiles(in x);
        return tilesOfImage * batch >= LeastTiles && 2 * Points * tilesOfImage <= (long)y.Length * x.Length * y.Taps * x.Taps;
    }

    /// <summary>Tiles along an axis.</summary>
    public static int Tiles(in ConvolutionAxis axis) => (int)Blocking.Parts(axis.Length, Tile);

    /// <summary>Whether the axis has three taps, nothing is left out between taps or positions, and no position sees zeros only, whose result should be exactly zero.</summary>
    private static bool IsDense(in ConvolutionAxis axis) =>
        axis is { Taps: 3, OffsetStep: 1, SourceStep: 1, ResultStep: 1, FirstOffset: >= -2 } && axis.Source(axis.Length - 1) < axis.SourceLength;
}
