using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>Rows of images as sums over windows. A row takes from the windows what lies on it, in the order of the windows, so no two threads write to one place.</summary>
internal readonly unsafe struct FoldRows : IRangeKernel
{
    private readonly float* _windows;
    private readonly float* _images;
    private readonly Conv2dShape _shape;

    public FoldRows(in Conv2dShape shape, float* windows, float* images)
    {
        _windows = windows;
        _images = images;
        _shape = shape;
    }

    public void Run<V>(nint from, nint to)
        where V : struct, IVector<V>
    {
        var width = (nint)_shape.Width * _shape.InChannels;
        for (var row = from; row < to; row++)
        {
            var line = _images + (row * width);
            new Span<float>(line, (int)width).Clear();
            var (image, y) = Math.DivRem(row, _shape.Height);
            for (var tapY = 0; tapY < _shape.KernelHeight; tapY++)
            {
                var (outY, rest) = Math.DivRem((int)y + _shape.PaddingHeight - (tapY * _shape.DilationHeight), _shape.StrideHeight);
                if (rest == 0 && outY >= 0 && outY < _shape.OutHeight)
                    AddWindows((image * _shape.OutHeight) + outY, tapY, line);
            }
        }
    }

    /// <summary>Adds one row of the kernel of one row of windows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void AddWindows(nint row, int tapY, float* line)
    {
        var (channels, taps) = (_shape.InChannels, (nint)_shape.Taps);
        var window = _windows + (row * _shape.OutWidth * channels * taps) + (tapY * _shape.KernelWidth);
        for (var outX = 0; outX < _shape.OutWidth; outX++, window += channels * taps)
        {
            var x = (outX * _shape.StrideWidth) - _shape.PaddingWidth;
            for (var tapX = 0; tapX < _shape.KernelWidth; tapX++, x += _shape.DilationWidth)
            {
                if ((uint)x < (uint)_shape.Width)
                    Add(window + tapX, taps, line + ((nint)x * channels), channels);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(float* window, nint taps, float* pixel, int channels)
    {
        for (var channel = 0; channel < channels; channel++, window += taps)
            pixel[channel] += *window;
    }
}
