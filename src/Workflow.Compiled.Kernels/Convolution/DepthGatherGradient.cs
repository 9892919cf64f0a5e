using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>Planes of the gradient of what <see cref="DepthGather"/> reads: each adds the parts of the images that were copied from it, in the order of the window.</summary>
internal readonly unsafe struct DepthGatherGradient(in DepthShape shape, float* images, float* volumes) : IRangeKernel
{
    private readonly DepthShape _shape = shape;

    public void Run<V>(nint from, nint to)
        where V : struct, IVector<V>
    {
        var values = (nint)_shape.Pixels * _shape.Channels;
        for (var place = from; place < to; place++)
        {
            var (volume, plane) = Math.DivRem(place, _shape.Depth);
            var target = volumes + (place * values);
            new Span<float>(target, (int)values).Clear();
            for (var tap = 0; tap < _shape.Kernel; tap++)
            {
                var (window, rest) = Math.DivRem(plane + _shape.Padding - ((nint)tap * _shape.Dilation), _shape.Stride);
                if (rest == 0 && window >= 0 && window < _shape.Windows)
                    AddPlane<V>(target, (volume * _shape.Windows) + window, tap);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void AddPlane<V>(float* plane, nint image, int tap)
        where V : struct, IVector<V>
    {
        nint channels = _shape.Channels / _shape.Groups, groups = (nint)_shape.Pixels * _shape.Groups;
        var source = images + (((image * groups * _shape.Kernel) + tap) * channels);
        for (nint group = 0; group < groups; group++, source += channels * _shape.Kernel, plane += channels)
        {
            nint channel = 0;
            for (; channel <= channels - V.Count; channel += V.Count)
                (V.Load(plane + channel) + V.Load(source + channel)).Store(plane + channel);
            for (; channel < channels; channel++)
                plane[channel] += source[channel];
        }
    }
}
