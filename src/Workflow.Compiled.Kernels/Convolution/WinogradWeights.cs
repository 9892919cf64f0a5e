using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>The weight of a 3 x 3 convolution at Winograd's points: for each panel of 32 columns [point][channel][column of the panel].</summary>
internal readonly unsafe struct WinogradWeights<V> : IWork
    where V : struct, IVector<V>
{
    private const int Width = ConvolutionWeights.PanelWidth;

    private readonly ConvolutionPanels _panels;
    private readonly nint _channels;
    private readonly nint _columns;
    private readonly float* _transformed;

    /// <param name="panels">The weight: kernel row, kernel column, channel, column.</param>
    /// <param name="channels">Channels of the source.</param>
    /// <param name="columns">Channels of the result.</param>
    /// <param name="transformed">Where all panels go, one after the other.</param>
    public WinogradWeights(ConvolutionPanels panels, nint channels, nint columns, float* transformed)
    {
        (_panels, _channels, _columns) = (panels, channels, columns);
        _transformed = transformed;
    }

    /// <summary>From one point to the next: not a power of two, so that the points of a channel do not fall on the same lines of a cache.</summary>
    public static nint PointStride(nint channels) => (channels * Width) + 16;

    /// <summary>Values of a panel.</summary>
    public static nint PanelLength(nint channels) => Winograd.Points * PointStride(channels);

    /// <summary>Transforms the weights of one panel and some of its channels.</summary>
    public void Invoke(int panel) => Transform(panel * Width, _transformed + (panel * PanelLength(_channels)));

    /// <summary>Transforms the panel that begins with a column.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Transform(nint column, float* to)
    {
        var half = stackalloc float[3 * Winograd.Patch * 16];
        var from = _panels.At(0, column);
        var stride = _panels.Stride(column);
        var (width, tap, pointStride) = (Math.Min(Width, _columns - column), _channels * stride, PointStride(_channels));
        for (nint channel = 0; channel < _channels; channel++, from += stride, to += Width)
        {
            for (nint at = 0; at < width; at += V.Count)
            {
                for (nint x = 0; x < 3; x++)
                {
                    var g = from + at + (x * tap);
                    WinogradTransform.Weight(V.Load(g), V.Load(g + (3 * tap)), V.Load(g + (6 * tap)), half + (x * V.Count), 3 * V.Count);
                }

                for (nint y = 0; y < Winograd.Patch; y++)
                {
                    var g = half + (y * 3 * V.Count);
                    WinogradTransform.Weight(V.Load(g), V.Load(g + V.Count), V.Load(g + (2 * V.Count)), to + at + (y * Winograd.Patch * pointStride), pointStride);
                }
            }
        }
    }
}
