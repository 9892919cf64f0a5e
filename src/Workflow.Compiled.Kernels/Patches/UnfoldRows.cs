using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>Rows of windows, written out. A window is written from front to back; what it reads lies in a few lines of the image.</summary>
internal readonly unsafe struct UnfoldRows : IRangeKernel
{
    private readonly float* _images;
    private readonly float* _windows;
    private readonly Conv2dShape _shape;

    public UnfoldRows(in Conv2dShape shape, float* images, float* windows)
    {
        _images = images;
        _windows = windows;
        _shape = shape;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<V>(nint from, nint to)
        where V : struct, IVector<V>
    {
        var length = (nint)_shape.InChannels * _shape.Taps;
        for (var row = from; row < to; row++)
        {
            var (image, outY) = Math.DivRem(row, _shape.OutHeight);
            var y = ((int)outY * _shape.StrideHeight) - _shape.PaddingHeight;
            var window = _windows + (row * _shape.OutWidth * length);
            for (var outX = 0; outX < _shape.OutWidth; outX++, window += length)
                Window(image * _shape.Height, y, (outX * _shape.StrideWidth) - _shape.PaddingWidth, window);
        }
    }

    /// <summary>One window, whose first element is at row y and column x, perhaps in the padding.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Window(nint firstRow, int y, int x, float* window)
    {
        var (channels, taps) = (_shape.InChannels, _shape.Taps);
        for (var tapY = 0; tapY < _shape.KernelHeight; tapY++, y += _shape.DilationHeight)
        {
            var line = _images + ((firstRow + y) * _shape.Width * channels);
            var isLine = (uint)y < (uint)_shape.Height;
            for (var (tapX, column) = (0, x); tapX < _shape.KernelWidth; tapX++, column += _shape.DilationWidth, window++)
            {
                if (isLine && (uint)column < (uint)_shape.Width)
                    Spread(line + (column * channels), channels, window, taps);
                else
                    Clear(channels, window, taps);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Spread(float* pixel, int channels, float* window, nint taps)
    {
        for (var channel = 0; channel < channels; channel++, window += taps)
            *window = pixel[channel];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Clear(int channels, float* window, nint taps)
    {
        for (var channel = 0; channel < channels; channel++, window += taps)
            *window = 0;
    }
}
