using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>
/// Rows of the gradient of a pool's input: each window that sees the row gives its winner, or each element its share. One row at a time, which stays in the first cache, so no two
/// threads write to one place.
/// </summary>
internal readonly unsafe struct PoolGradient : IRangeKernel
{
    private readonly float* _outputGradient;
    private readonly byte* _elements;
    private readonly float* _numbers;
    private readonly float* _inputGradient;
    private readonly nint _channels;
    private readonly bool _countIncludePad;
    private readonly int _divisor;
    private readonly PoolWindows _rows;
    private readonly PoolWindows _columns;
    private readonly bool _areSquares;

    /// <param name="shape">The geometry.</param>
    /// <param name="outputGradient">The gradient of the output.</param>
    /// <param name="inputGradient">The result.</param>
    /// <param name="elements">The number of each window's winner as a byte.</param>
    /// <param name="numbers">The same as a float. Where both are null, the pool is a mean.</param>
    /// <param name="countIncludePad">Whether the padding's zeros count as elements of a mean.</param>
    /// <param name="divisor">What sums are divided by; 0 for the number of elements.</param>
    public PoolGradient(
        in Pool2dShape shape, float* outputGradient, float* inputGradient, byte* elements = null, float* numbers = null, bool countIncludePad = false, int divisor = 0)
    {
        _outputGradient = outputGradient;
        _elements = elements;
        _numbers = numbers;
        _inputGradient = inputGradient;
        _channels = shape.Channels;
        _countIncludePad = countIncludePad;
        _divisor = divisor;
        (_rows, _columns) = (PoolWindows.Rows(in shape), PoolWindows.Columns(in shape));
        _areSquares = !IsMean && _rows.AreAllPairs && _columns.AreAllPairs;
    }

    private bool IsMean => _elements is null && _numbers is null;

    public void Run<V>(nint from, nint to)
        where V : struct, IVector<V>
    {
        for (var row = from; row < to; row++)
        {
            if (_areSquares)
            {
                var (outRow, tapOfRow) = Math.DivRem(row, 2);
                AddWindows<V>(row, outRow, 0, (int)tapOfRow);
                continue;
            }

            new Span<float>(_inputGradient + (row * _columns.Length * _channels), (int)(_columns.Length * _channels)).Clear();
            var (image, y) = Math.DivRem(row, _rows.Length);
            var (first, end) = _rows.Covering((int)y);
            for (var window = first; window < end; window++)
            {
                var tap = _rows.Element(window, (int)y);
                if (tap >= 0)
                    AddWindows<V>(row, (image * _rows.Out) + window, window, tap);
            }
        }
    }

    private void AddWindows<V>(nint row, nint outRow, int window, int tap)
        where V : struct, IVector<V>
    {
        var channel = Row<V>(row, outRow, window, tap, 0);
        if (channel < _channels && V.Count > Lanes8.Count)
            channel = Row<Lanes8>(row, outRow, window, tap, channel);
        if (channel < _channels && V.Count > Lanes4.Count)
            channel = Row<Lanes4>(row, outRow, window, tap, channel);
        if (channel < _channels)
            Row<Lanes1>(row, outRow, window, tap, channel);
    }

    /// <summary>What a row of windows gives to the one row of the image, for as many channels as whole registers cover; gives the first that is left.</summary>
    private nint Row<V>(nint row, nint outRow, int windowY, int tapY, nint firstChannel)
        where V : struct, IVector<V> =>
        _areSquares ? WriteSquares<V>(row, outRow, tapY, firstChannel) : AddToRow<V>(row, outRow, windowY, tapY, firstChannel);

    /// <summary>Writes a row each of whose elements belongs to one window of two by two.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private nint WriteSquares<V>(nint row, nint outRow, int tapY, nint firstChannel)
        where V : struct, IVector<V>
    {
        var channels = _channels;
        var target = _inputGradient + (row * _columns.Length * channels);
        var end = firstChannel + ((channels - firstChannel) / V.Count * V.Count);
        var (left, right) = (V.Broadcast(2 * tapY), V.Broadcast((2 * tapY) + 1));
        var source = outRow * _columns.Out * channels;
        for (var x = 0; x < _columns.Out; x++, source += channels, target += 2 * channels)
        {
            for (var channel = firstChannel; channel < end; channel += V.Count)
            {
                var (gradient, winner) = (V.Load(_outputGradient + source + channel), Winner<V>(source + channel));
                V.Select(V.Equal(winner, left), gradient, V.Zero).Store(target + channel);
                V.Select(V.Equal(winner, right), gradient, V.Zero).Store(target + channels + channel);
            }
        }

        return end;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private nint AddToRow<V>(nint row, nint outRow, int windowY, int tapY, nint firstChannel)
        where V : struct, IVector<V>
    {
        var step = _columns.Dilation * _channels;
        var line = _inputGradient + (row * _columns.Length * _channels);
        var end = firstChannel + ((_channels - firstChannel) / V.Count * V.Count);
        for (var x = 0; x < _columns.Out; x++)
        {
            var (firstX, endX) = _columns.Inside(x);
            var target = line + ((_columns.Start(x) + (firstX * _columns.Dilation)) * _channels);
            var at = ((outRow * _columns.Out) + x) * _channels;
            var number = V.Broadcast((tapY * _columns.Kernel) + firstX);
            var share = V.Broadcast(IsMean ? AveragePoolForward.Share(in _rows, in _columns, windowY, x, _countIncludePad, _divisor) : 1);
            for (var channel = firstChannel; channel < end; channel += V.Count)
            {
                var gradient = V.Load(_outputGradient + at + channel) * share;
                if (IsMean)
                    AddAll(target + channel, step, endX - firstX, gradient);
                else
                    AddWinner(target + channel, step, endX - firstX, gradient, Winner<V>(at + channel), number);
            }
        }

        return end;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private V Winner<V>(nint at)
        where V : struct, IVector<V> => _numbers is null ? V.Load(_elements + at) : V.Load(_numbers + at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddAll<V>(float* target, nint step, int count, V gradient)
        where V : struct, IVector<V>
    {
        for (; count > 0; count--, target += step)
            (V.Load(target) + gradient).Store(target);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddWinner<V>(float* target, nint step, int count, V gradient, V winner, V number)
        where V : struct, IVector<V>
    {
        for (; count > 0; count--, target += step, number += V.One)
            (V.Load(target) + V.Select(V.Equal(winner, number), gradient, V.Zero)).Store(target);
    }
}
