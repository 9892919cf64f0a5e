using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Workflow.Compiled.Kernels;

/// <summary>Rows of a max-pool's output, and where asked the winners' numbers.</summary>
internal readonly unsafe struct MaxPoolForward : IRangeKernel
{
    private readonly float* _input;
    private readonly float* _output;
    private readonly byte* _elements;
    private readonly nint _channels;
    private readonly PoolWindows _rows;
    private readonly PoolWindows _columns;

    public MaxPoolForward(in Pool2dShape shape, float* input, float* output, byte* elements)
    {
        _input = input;
        _output = output;
        _elements = elements;
        _channels = shape.Channels;
        (_rows, _columns) = (PoolWindows.Rows(in shape), PoolWindows.Columns(in shape));
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

    /// <summary>As many channels of one pixel as whole registers cover; gives the first that is left.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private nint Pixel<V>(nint row, int x, nint channel)
        where V : struct, IVector<V>
    {
        var (image, y) = Math.DivRem(row, _rows.Out);
        var (firstY, endY) = _rows.Inside((int)y);
        var (firstX, endX) = _columns.Inside(x);
        var window = _input + ((((image * _rows.Length) + _rows.Start((int)y)) * _columns.Length) + _columns.Start(x)) * _channels;
        var lineStep = (nint)_rows.Dilation * _columns.Length * _channels;
        var step = _columns.Dilation * _channels;
        var pixel = ((row * _columns.Out) + x) * _channels;
        var numbers = stackalloc float[16];
        for (; channel <= _channels - V.Count; channel += V.Count)
        {
            var (best, winner) = (V.Broadcast(float.NegativeInfinity), V.Broadcast((firstY * _columns.Kernel) + firstX));
            for (var tapY = firstY; tapY < endY; tapY++)
            {
                var line = window + (tapY * lineStep) + channel;
                for (var tapX = firstX; tapX < endX; tapX++)
                {
                    var value = V.Load(line + (tapX * step));
                    var number = V.Broadcast((tapY * _columns.Kernel) + tapX);
                    var wins = V.GreaterThan(value, best);
                    var isNumber = V.Equal(value, value);
                    best = V.Select(isNumber, V.Select(wins, value, best), value);
                    winner = V.Select(isNumber, V.Select(wins, number, winner), number);
                }
            }

            best.Store(_output + pixel + channel);
            if (_elements is not null)
            {
                winner.Store(numbers);
                Narrow(numbers, V.Count, _elements + pixel + channel);
            }
        }

        return channel;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Narrow(float* numbers, int count, byte* bytes)
    {
        if (count == 16)
        {
            var low = Vector128.Narrow(Vector128.ConvertToInt32(Vector128.Load(numbers)), Vector128.ConvertToInt32(Vector128.Load(numbers + 4)));
            var high = Vector128.Narrow(Vector128.ConvertToInt32(Vector128.Load(numbers + 8)), Vector128.ConvertToInt32(Vector128.Load(numbers + 12)));
            Vector128.Narrow(low.AsUInt16(), high.AsUInt16()).Store(bytes);
            return;
        }

        for (var i = 0; i < count; i++)
            bytes[i] = (byte)numbers[i];
    }
}
