using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>Rows of the gradient of a mean-pool's input: each pixel adds the shares of the windows that see it.</summary>
internal readonly unsafe struct AveragePoolGradient : IRangeKernel
{
    private readonly float* _outputGradient;
    private readonly float* _inputGradient;
    private readonly nint _channels;
    private readonly bool _countIncludePad;
    private readonly PoolWindows _rows;
    private readonly PoolWindows _columns;

    public AveragePoolGradient(in Pool2dShape shape, float* outputGradient, float* inputGradient, bool countIncludePad)
    {
        _outputGradient = outputGradient;
        _inputGradient = inputGradient;
        _channels = shape.Channels;
        _countIncludePad = countIncludePad;
        (_rows, _columns) = (PoolWindows.Rows(in shape), PoolWindows.Columns(in shape));
    }

    public void Run<V>(nint from, nint to)
        where V : struct, IVector<V>
    {
        for (var row = from; row < to; row++)
        {
            for (var x = 0; x < _columns.Length; x++)
            {
                var channel = Pixel<V>(row, x, 0);
                if (channel < _channels && V.Count > Lanes8.Count)
                    channel = Pixel<Lanes8>(row, x, channel);
                if (channel < _channels && V.Count > Lanes4.Count)
                    channel = Pixel<Lanes4>(row, x, channel);
                if (channel < _channels)
                    Pixel<Lanes1>(row, x, channel);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private nint Pixel<V>(nint row, int x, nint channel)
        where V : struct, IVector<V>
    {
        var (image, y) = Math.DivRem(row, _rows.Length);
        var (firstY, endY) = _rows.Covering((int)y);
        var (firstX, endX) = _columns.Covering(x);
        var target = _inputGradient + (((row * _columns.Length) + x) * _channels);
        for (; channel <= _channels - V.Count; channel += V.Count)
        {
            var sum = V.Zero;
            for (var windowY = firstY; windowY < endY; windowY++)
            {
                for (var windowX = firstX; windowX < endX; windowX++)
                {
                    var at = (((((image * _rows.Out) + windowY) * _columns.Out) + windowX) * _channels) + channel;
                    var share = AveragePoolForward.Share(in _rows, in _columns, windowY, windowX, _countIncludePad);
                    sum = V.MultiplyAdd(V.Load(_outputGradient + at), V.Broadcast(share), sum);
                }
            }

            sum.Store(target + channel);
        }

        return channel;
    }
}
