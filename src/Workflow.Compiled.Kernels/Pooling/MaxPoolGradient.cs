using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Workflow.Compiled.Kernels;

/// <summary>Rows of the gradient of a max-pool's input: each pixel adds what the windows that see it give it, so no two threads write to one place.</summary>
internal readonly unsafe struct MaxPoolGradient : IRangeKernel
{
    private readonly float* _outputGradient;
    private readonly byte* _elements;
    private readonly float* _inputGradient;
    private readonly nint _channels;
    private readonly PoolWindows _rows;
    private readonly PoolWindows _columns;

    public MaxPoolGradient(in Pool2dShape shape, float* outputGradient, byte* elements, float* inputGradient)
    {
        _outputGradient = outputGradient;
        _elements = elements;
        _inputGradient = inputGradient;
        _channels = shape.Channels;
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

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private nint Pixel<V>(nint row, int x, nint channel)
        where V : struct, IVector<V>
    {
        var (image, y) = Math.DivRem(row, _rows.Length);
        var (firstY, endY) = _rows.Covering((int)y);
        var (firstX, endX) = _columns.Covering(x);
        var target = _inputGradient + (((row * _columns.Length) + x) * _channels);
        var numbers = stackalloc float[16];
        for (; channel <= _channels - V.Count; channel += V.Count)
        {
            var sum = V.Zero;
            for (var windowY = firstY; windowY < endY; windowY++)
            {
                var tapY = _rows.Element(windowY, (int)y);
                for (var windowX = firstX; tapY >= 0 && windowX < endX; windowX++)
                {
                    var tapX = _columns.Element(windowX, x);
                    if (tapX < 0)
                        continue;
                    var at = (((((image * _rows.Out) + windowY) * _columns.Out) + windowX) * _channels) + channel;
                    Widen(_elements + at, V.Count, numbers);
                    var wins = V.Equal(V.Load(numbers), V.Broadcast((tapY * _columns.Kernel) + tapX));
                    sum += V.Select(wins, V.Load(_outputGradient + at), V.Zero);
                }
            }

            sum.Store(target + channel);
        }

        return channel;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Widen(byte* bytes, int count, float* numbers)
    {
        if (count == 16)
        {
            var (low, high) = Vector128.Widen(Vector128.Load(bytes));
            var ((a, b), (c, d)) = (Vector128.Widen(low), Vector128.Widen(high));
            Vector128.ConvertToSingle(a.AsInt32()).Store(numbers);
            Vector128.ConvertToSingle(b.AsInt32()).Store(numbers + 4);
            Vector128.ConvertToSingle(c.AsInt32()).Store(numbers + 8);
            Vector128.ConvertToSingle(d.AsInt32()).Store(numbers + 12);
            return;
        }

        for (var i = 0; i < count; i++)
            numbers[i] = bytes[i];
    }
}
