using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>
/// Rows of the gradient of images that were brought to another size. Each is a sum over the rows of the output that it has a part in, and each of its pixels then one over the
/// columns: nothing is scattered, so no two threads write to one place.
/// </summary>
internal readonly unsafe struct InterpolationGradient : IRangeKernel
{
    private readonly float* _outputGradient;
    private readonly float* _inputGradient;
    private readonly nint _channels;
    private readonly InterpolationAxis _rows;
    private readonly InterpolationAxis _columns;

    public InterpolationGradient(in InterpolationShape shape, float* outputGradient, float* inputGradient, InterpolationAxis rows, InterpolationAxis columns)
    {
        _outputGradient = outputGradient;
        _inputGradient = inputGradient;
        (_channels, _rows, _columns) = (shape.Channels, rows, columns);
    }

    public void Run<V>(nint from, nint to)
        where V : struct, IVector<V>
    {
        var sources = InterpolationLines.Sources(in _columns);
        for (var row = from; row < to; row++)
        {
            var line = SumRows<V>(row);
            var output = _inputGradient + (row * _columns.Length * _channels);
            var channel = Columns<V>(line, sources, output, 0);
            if (channel < _channels && V.Count > Lanes8.Count)
                channel = Columns<Lanes8>(line, sources, output, channel);
            if (channel < _channels && V.Count > Lanes4.Count)
                channel = Columns<Lanes4>(line, sources, output, channel);
            if (channel < _channels)
                Columns<Lanes1>(line, sources, output, channel);
        }
    }

    /// <summary>The rows of the output's gradient that a row of the input has a part in, by their weights.</summary>
    private float* SumRows<V>(nint row)
        where V : struct, IVector<V>
    {
        var width = _columns.Out * _channels;
        var (image, y) = Math.DivRem(row, _rows.Length);
        var (first, end) = _rows.Covering((int)y);
        var line = InterpolationLines.Line(width);
        new Span<float>(line, (int)width).Clear();
        for (var outY = first; outY < end; outY++)
        {
            var gradient = _outputGradient + (((image * _rows.Out) + outY) * width);
            var weight = _rows.Source(outY).WeightOf((int)y);
            var done = AddRow<V>(gradient, width, weight, line, 0);
            AddRow<Lanes1>(gradient, width, weight, line, done);
        }

        return line;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static nint AddRow<V>(float* row, nint width, float weight, float* line, nint from)
        where V : struct, IVector<V>
    {
        var factor = V.Broadcast(weight);
        for (; from <= width - V.Count; from += V.Count)
            V.MultiplyAdd(V.Load(row + from), factor, V.Load(line + from)).Store(line + from);
        return from;
    }

    /// <summary>The sums over columns, for as many channels as whole registers cover; gives the first channel that is left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private nint Columns<V>(float* line, InterpolationSource* sources, float* output, nint firstChannel)
        where V : struct, IVector<V>
    {
        var end = firstChannel + ((_channels - firstChannel) / V.Count * V.Count);
        var (first, last) = (0, 0);
        for (var x = 0; x < _columns.Length; x++, output += _channels)
        {
            while (first < _columns.Out && sources[first].Second < x)
                first++;
            while (last < _columns.Out && sources[last].First <= x)
                last++;
            for (var channel = firstChannel; channel < end; channel += V.Count)
            {
                var sum = V.Zero;
                for (var outX = first; outX < last; outX++)
                    sum = V.MultiplyAdd(V.Load(line + (outX * _channels) + channel), V.Broadcast(sources[outX].WeightOf(x)), sum);
                sum.Store(output + channel);
            }
        }

        return end;
    }
}
