using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>Rows of a max-pool's output, and where asked the winners' numbers, as bytes or as they are.</summary>
internal readonly unsafe ref struct MaxPoolForward<TEpilogue> : IRangeKernel
    where TEpilogue : struct, IEpilogue, allows ref struct
{
    private readonly TEpilogue _epilogue;
    private readonly float* _output;
    private readonly byte* _elements;
    private readonly float* _numbers;
    private readonly nint _channels;
    private readonly PoolWindows _rows;
    private readonly PoolWindows _columns;

    public MaxPoolForward(scoped in TEpilogue epilogue, in Pool2dShape shape, float* input, float* output, byte* elements = null, float* numbers = null)
    {
        _epilogue = epilogue;
        Input = input;
        _output = output;
        _elements = elements;
        _numbers = numbers;
        _channels = shape.Channels;
        (_rows, _columns) = (PoolWindows.Rows(in shape), PoolWindows.Columns(in shape));
    }

    /// <summary>Batch x Height x Width x Channels.</summary>
    public float* Input { get; init; }

    public void Run<V>(nint from, nint to)
        where V : struct, IVector<V>
    {
        for (var row = from; row < to; row++)
        {
            var channel = Row<V>(row, 0);
            if (channel < _channels && V.Count > Lanes8.Count)
                channel = Row<Lanes8>(row, channel);
            if (channel < _channels && V.Count > Lanes4.Count)
                channel = Row<Lanes4>(row, channel);
            if (channel < _channels)
                Row<Lanes1>(row, channel);
        }
    }

    /// <summary>As many channels of one row as whole registers cover; gives the first that is left.</summary>
    private nint Row<V>(nint row, nint firstChannel)
        where V : struct, IVector<V> =>
        _rows.ArePairs && _columns.ArePairs ? RowOfSquares<V>(row, firstChannel) : RowOfWindows<V>(row, firstChannel);

    /// <summary>The same where each window has two by two elements, which stay in registers from the maximum to its number. Where there may be NaN, the row is computed once more as any other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private nint RowOfSquares<V>(nint row, nint firstChannel)
        where V : struct, IVector<V>
    {
        var (image, y) = Math.DivRem(row, _rows.Out);
        nint channels = _channels, right = _columns.Dilation * channels, below = _rows.Dilation * _columns.Length * channels, step = _columns.Stride * channels;
        var line = Input + (((image * _rows.Length) + _rows.Start((int)y)) * _columns.Length * channels);
        var end = firstChannel + ((channels - firstChannel) / V.Count * V.Count);
        var (second, third, fourth) = (V.One, V.Broadcast(2), V.Broadcast(3));
        float* output = _output, numbers = _numbers;
        var elements = _elements;
        var epilogue = _epilogue;
        var sum = V.Zero;
        var pixelEnd = (row + 1) * _columns.Out;
        for (var pixel = row * _columns.Out; pixel < pixelEnd; pixel++, line += step)
        {
            for (var channel = firstChannel; channel < end; channel += V.Count)
            {
                var from = line + channel;
                var (a, b, c, d) = (V.Load(from), V.Load(from + right), V.Load(from + below), V.Load(from + below + right));
                var best = V.AtLeast(d, V.AtLeast(c, V.AtLeast(b, a)));
                sum += a + b + (c + d);
                var at = (pixel * channels) + channel;
                epilogue.Invoke(best, pixel, channel).Store(output + at);
                if (elements is null && numbers is null)
                    continue;
                var winner = V.Select(V.Equal(a, best), V.Zero, V.Select(V.Equal(b, best), second, V.Select(V.Equal(c, best), third, fourth)));
                if (elements is not null)
                    winner.Store(elements + at);
                else
                    winner.Store(numbers + at);
            }
        }

        return MayHaveNaN(sum) ? RowOfWindows<V>(row, firstChannel) : end;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private nint RowOfWindows<V>(nint row, nint firstChannel)
        where V : struct, IVector<V>
    {
        var (image, y) = Math.DivRem(row, _rows.Out);
        var (firstY, endY) = _rows.Inside((int)y);
        var lineStep = (nint)_rows.Dilation * _columns.Length * _channels;
        var line = Input + ((((image * _rows.Length) + _rows.Start((int)y)) * _columns.Length) * _channels) + (firstY * lineStep);
        var end = firstChannel + ((_channels - firstChannel) / V.Count * V.Count);

        // A copy of its own whose address is never taken: the compiler keeps the epilogue's fields in registers.
        var epilogue = _epilogue;
        for (var x = 0; x < _columns.Out; x++)
        {
            var (firstX, endX) = _columns.Inside(x);
            var window = new Window
            {
                First = line + ((_columns.Start(x) + (firstX * _columns.Dilation)) * _channels),
                LineStep = lineStep,
                Step = _columns.Dilation * _channels,
                Height = endY - firstY,
                Width = endX - firstX,
                Number = (firstY * _columns.Kernel) + firstX,
                NextNumber = _columns.Kernel,
            };
            var pixel = (row * _columns.Out) + x;
            for (var channel = firstChannel; channel < end; channel += V.Count)
            {
                var best = window.Best<V>(channel, out var mayHaveNaN);
                var winner = V.Zero;
                if (mayHaveNaN)
                    best = window.LastNaN(channel, out winner);
                else if (_elements is not null || _numbers is not null)
                    winner = window.FirstEqual(channel, best);
                var at = (pixel * _channels) + channel;
                epilogue.Invoke(best, pixel, channel).Store(_output + at);
                if (_elements is not null)
                    winner.Store(_elements + at);
                if (_numbers is not null)
                    winner.Store(_numbers + at);
            }
        }

        return end;
    }

    /// <summary>Whether there is NaN among some values, by their sum: it costs less than comparisons. A sum of infinities may tell so wrongly.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool MayHaveNaN<V>(V sum)
        where V : struct, IVector<V> => V.Any(V.Select(V.Equal(sum, sum), V.Zero, -V.One));

    /// <summary>The part of one window that lies inside the image.</summary>
    private struct Window
    {
        public float* First;
        public nint LineStep;
        public nint Step;
        public int Height;
        public int Width;
        public int Number;
        public int NextNumber;

        /// <summary>The largest values, if none is NaN.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly V Best<V>(nint channel, out bool mayHaveNaN)
            where V : struct, IVector<V>
        {
            var (best, sum) = (V.Broadcast(float.NegativeInfinity), V.Zero);
            var line = First + channel;
            for (var y = 0; y < Height; y++, line += LineStep)
            {
                var at = line;
                for (var x = 0; x < Width; x++, at += Step)
                {
                    var value = V.Load(at);
                    best = V.AtLeast(value, best);
                    sum += value;
                }
            }

            mayHaveNaN = MayHaveNaN(sum);
            return best;
        }

        /// <summary>The numbers of the first elements that are the largest.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly V FirstEqual<V>(nint channel, V best)
            where V : struct, IVector<V>
        {
            var winner = V.Zero;
            var line = First + channel + ((Height - 1) * LineStep);
            for (var y = Height - 1; y >= 0; y--, line -= LineStep)
            {
                var at = line + ((Width - 1) * Step);
                for (var x = Width - 1; x >= 0; x--, at -= Step)
                    winner = V.Select(V.Equal(V.Load(at), best), V.Broadcast(Number + (y * NextNumber) + x), winner);
            }

            return winner;
        }

        /// <summary>The largest values, where NaN is larger than anything before it, and their numbers.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        public readonly V LastNaN<V>(nint channel, out V winner)
            where V : struct, IVector<V>
        {
            var best = V.Broadcast(float.NegativeInfinity);
            winner = V.Broadcast(Number);
            for (var y = 0; y < Height; y++)
            {
                for (var x = 0; x < Width; x++)
                {
                    var value = V.Load(First + channel + (y * LineStep) + (x * Step));
                    var number = V.Broadcast(Number + (y * NextNumber) + x);
                    var wins = V.GreaterThan(value, best);
                    var isNumber = V.Equal(value, value);
                    best = V.Select(isNumber, V.Select(wins, value, best), value);
                    winner = V.Select(isNumber, V.Select(wins, number, winner), number);
                }
            }

            return best;
        }
    }
}
