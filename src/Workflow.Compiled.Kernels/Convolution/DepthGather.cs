using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>Images that are gathered from windows along the depth.</summary>
internal readonly unsafe struct DepthGather(in DepthShape shape, float* volumes, float* images) : IRangeKernel
{
    private readonly DepthShape _shape = shape;

    public void Run<V>(nint from, nint to)
        where V : struct, IVector<V>
    {
        for (var image = from; image < to; image++)
        {
            var (volume, window) = Math.DivRem(image, _shape.Windows);
            for (var tap = 0; tap < _shape.Kernel; tap++)
            {
                var plane = (window * _shape.Stride) - _shape.Padding + ((nint)tap * _shape.Dilation);
                CopyPlane<V>(plane >= 0 && plane < _shape.Depth ? volumes + (((volume * _shape.Depth) + plane) * _shape.Pixels * _shape.Channels) : null, image, tap);
            }
        }
    }

    /// <summary>Puts the channels of one plane, or zeros, to their place in each pixel of an image.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void CopyPlane<V>(float* plane, nint image, int tap)
        where V : struct, IVector<V>
    {
        nint channels = _shape.Channels / _shape.Groups, groups = (nint)_shape.Pixels * _shape.Groups;
        var target = images + (((image * groups * _shape.Kernel) + tap) * channels);
        for (nint group = 0; group < groups; group++, target += channels * _shape.Kernel)
        {
            nint channel = 0;
            for (; channel <= channels - V.Count; channel += V.Count)
                (plane is null ? V.Zero : V.Load(plane + channel)).Store(target + channel);
            for (; channel < channels; channel++)
                target[channel] = plane is null ? 0 : plane[channel];
            plane = plane is null ? null : plane + channels;
        }
    }
}
