using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>Rows of a mean-pool's output.</summary>
internal readonly unsafe struct AveragePoolForward : IRangeKernel
{
    private readonly float* _input;
    private readonly float* _output;
    private readonly nint _channels;
    private readonly bool _countIncludePad;
    private readonly int _divisor;
    private readonly PoolWindows _rows;
    private readonly PoolWindows _columns;

    public AveragePoolForward(in Pool2dShape shape, float* input, float* output, bool countIncludePad, int divisor)
    {
        _input = input;
        _output = output;
        _channels = shape.Channels;
        _countIncludePad = countIncludePad;
        _divisor = divisor;
        (_rows, _columns) = (PoolWindows.Rows(in shape), PoolWindows.Columns(in shape));
    }

    /// <summary>What a window's sum is multiplied with; a divisor of 0 stands for the number of elements.</summary>
    public static float Share(in PoolWindows rows, in PoolWindows columns, int y, int x, bool countIncludePad, int divisor)
    {
        if (divisor != 0)
            return 1f / divisor;
        if (countIncludePad)
            return 1f / (rows.Padded(y) * columns.Padded(x));
        var ((firstY, endY), (firstX, endX)) = (rows.Inside(y), columns.Inside(x));
        var count = (endY - firstY) * (endX - firstX);
        return count == 0 ? 0 : 1f / count;
    }

    public void Run<V>(nint from, nint to)
        where V : struct, IVector<V>
    {
        for (var row = from; row < to; row++)
        {
            for (var x = 0; x < _columns.Out; x++)
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
        var (image, y) = Math.DivRem(row, _rows.Out);
        var (firstY, endY) = _rows.Inside((int)y);
        var (firstX, endX) = _columns.Inside(x);
        var window = _input + ((((image * _rows.Length) + _rows.Start((int)y)) * _columns.Length) + _columns.Start(x)) * _channels;
        var share = V.Broadcast(Share(in _rows, in _columns, (int)y, x, _countIncludePad, _divisor));
        var output = _output + (((row * _columns.Out) + x) * _channels);
        for (; channel <= _channels - V.Count; channel += V.Count)
        {
            var sum = V.Zero;
            for (var tapY = firstY; tapY < endY; tapY++)
            {
                var line = window + ((nint)tapY * _columns.Length * _channels) + channel;
                var part = V.Zero;
                for (var tapX = firstX; tapX < endX; tapX++)
                    part += V.Load(line + (tapX * _channels));
                sum += part;
            }

            (sum * share).Store(output + channel);
        }

        return channel;
    }
}
