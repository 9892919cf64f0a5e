using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>Rows of images in their new size: first two rows of the input are mixed, then the columns of what that gives.</summary>
internal readonly unsafe struct InterpolationForward : IRangeKernel
{
    private readonly float* _input;
    private readonly float* _output;
    private readonly nint _channels;
    private readonly InterpolationAxis _rows;
    private readonly InterpolationAxis _columns;

    public InterpolationForward(in InterpolationShape shape, float* input, float* output, InterpolationAxis rows, InterpolationAxis columns)
    {
        _input = input;
        _output = output;
        (_channels, _rows, _columns) = (shape.Channels, rows, columns);
    }

    public void Run<V>(nint from, nint to)
        where V : struct, IVector<V>
    {
        var sources = InterpolationLines.Sources(in _columns);
        var width = _columns.Length * _channels;
        for (var row = from; row < to; row++)
        {
            var (image, y) = Math.DivRem(row, _rows.Out);
            var source = _rows.Source((int)y);
            var line = _input + (((image * _rows.Length) + source.First) * width);
            if (source.Second != source.First)
                line = MixRows<V>(line, width, source.Weight);
            var output = _output + (row * _columns.Out * _channels);
            var channel = Columns<V>(line, sources, output, 0);
            if (channel < _channels && V.Count > Lanes8.Count)
                channel = Columns<Lanes8>(line, sources, output, channel);
            if (channel < _channels && V.Count > Lanes4.Count)
                channel = Columns<Lanes4>(line, sources, output, channel);
            if (channel < _channels)
                Columns<Lanes1>(line, sources, output, channel);
        }
    }

    /// <summary>A row and the one below it, mixed.</summary>
    private static float* MixRows<V>(float* row, nint width, float weight)
        where V : struct, IVector<V>
    {
        var line = InterpolationLines.Line(width);
        var done = MixRows<V>(row, width, weight, line, 0);
        MixRows<Lanes1>(row, width, weight, line, done);
        return line;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static nint MixRows<V>(float* row, nint width, float weight, float* line, nint from)
        where V : struct, IVector<V>
    {
        var (upper, lower) = (V.Broadcast(1 - weight), V.Broadcast(weight));
        for (; from <= width - V.Count; from += V.Count)
            V.MultiplyAdd(V.Load(row + width + from), lower, V.Load(row + from) * upper).Store(line + from);
        return from;
    }

    /// <summary>All columns, for as many channels as whole registers cover; gives the first channel that is left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private nint Columns<V>(float* line, InterpolationSource* sources, float* output, nint firstChannel)
        where V : struct, IVector<V>
    {
        var end = firstChannel + ((_channels - firstChannel) / V.Count * V.Count);
        for (var x = 0; x < _columns.Out; x++, output += _channels)
        {
            var source = sources[x];
            var left = line + (source.First * _channels);
            var right = line + (source.Second * _channels);
            if (_columns.IsNearest)
            {
                for (var channel = firstChannel; channel < end; channel += V.Count)
                    V.Load(left + channel).Store(output + channel);
                continue;
            }

            var (near, far) = (V.Broadcast(1 - source.Weight), V.Broadcast(source.Weight));
            for (var channel = firstChannel; channel < end; channel += V.Count)
                V.MultiplyAdd(V.Load(right + channel), far, V.Load(left + channel) * near).Store(output + channel);
        }

        return end;
    }
}
