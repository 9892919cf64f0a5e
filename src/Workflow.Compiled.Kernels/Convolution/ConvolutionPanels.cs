using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>Where the micro-kernel finds the columns of the weight: panels of 32 columns for each group, the last one possibly narrower.</summary>
internal readonly unsafe struct ConvolutionPanels
{
    private const int Width = ConvolutionWeights.PanelWidth;

    private readonly nint _full;
    private readonly nint _fullGroup;
    private readonly nint _last;
    private readonly nint _lastGroup;
    private readonly nint _lastStride;
    private readonly nint _fullPanels;
    private readonly nint _steps;

    [ThreadStatic]
    private static PackingBuffer? _buffer;

    private ConvolutionPanels(float* full, nint fullGroup, float* last, nint lastGroup, nint lastStride, nint fullPanels, nint steps)
    {
        (_full, _fullGroup, _last, _lastGroup) = ((nint)full, fullGroup, (nint)last, lastGroup);
        (_lastStride, _fullPanels, _steps) = (lastStride, fullPanels, steps);
    }

    private static PackingBuffer Buffer => _buffer ??= new PackingBuffer();

    /// <summary>The first step of the panel that holds a column.</summary>
    public float* At(nint group, nint column)
    {
        var panel = column / Width;
        return panel < _fullPanels ? (float*)_full + (group * _fullGroup) + (panel * Width * _steps) : (float*)_last + (group * _lastGroup);
    }

    /// <summary>From one step of the panel that holds a column to the next.</summary>
    public nint Stride(nint column) => column / Width < _fullPanels ? Width : _lastStride;

    /// <summary>Panels for the output: read where they are, except a last one of each group that does not fill registers.</summary>
    public static ConvolutionPanels Forward<V>(in Conv2dShape shape, float* weight)
        where V : struct, IVector<V>
    {
        nint columns = shape.GroupOutChannels, steps = (nint)shape.Taps * shape.GroupInChannels;
        var fullPanels = columns / Width;
        var rest = columns % Width;
        if (rest % V.Count == 0)
            return new(weight, columns * steps, weight + (fullPanels * Width * steps), columns * steps, rest, fullPanels, steps);
        var packing = new ForwardPacking<V> { Shape = shape, Weight = weight, Packed = Buffer.Get(shape.Groups * Width * steps) };
        Share(shape.Groups, shape.Groups * Width * steps, in packing);
        return new(weight, columns * steps, packing.Packed, Width * steps, Width, fullPanels, steps);
    }

    /// <summary>Panels for the input's gradient: input channels side by side, the steps those output channels and taps that one phase of the strides sees.</summary>
    public static ConvolutionPanels Backward<V>(in Conv2dShape shape, float* weight, in ConvolutionAxis rows, in ConvolutionAxis columns)
        where V : struct, IVector<V>
    {
        nint width = shape.GroupInChannels, steps = (nint)rows.Taps * columns.Taps * shape.GroupOutChannels;
        var panels = Blocking.Parts(width, Width);
        var packing = new BackwardPacking<V>
        {
            Shape = shape,
            Weight = weight,
            Packed = Buffer.Get(shape.Groups * panels * Width * steps),
            Panels = panels,
            Rows = rows,
            Columns = columns,
        };
        Share(shape.Groups * panels, panels * shape.Groups * Width * steps, in packing);
        var group = panels * Width * steps;
        var fullPanels = width / Width;
        return new(packing.Packed, group, packing.Packed + (fullPanels * Width * steps), group, Width, fullPanels, steps);
    }

    private static void Share<TWork>(nint items, nint values, in TWork work)
        where TWork : struct, IWork
    {
        if (values >= 32 * 1024)
        {
            WorkerPool.Run((int)items, in work);
            return;
        }

        for (var item = 0; item < items; item++)
            work.Invoke(item);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy<V>(float* source, nint stepStride, nint columnStride, nint steps, nint columns, float* panel)
        where V : struct, IVector<V>
    {
        if (columnStride != 1)
        {
            // Transposes in groups of columns of its own, which may be wider than two registers.
            Transposition.Run(source, columnStride, steps, columns, Width, panel);
            return;
        }

        for (nint column = 0; column < columns; column += 2 * V.Count)
            Packing.Panel<V>(source + (column * columnStride), stepStride, columnStride, steps, Math.Min(2 * V.Count, columns - column), Width, panel + column);
    }

    private struct ForwardPacking<V> : IWork
        where V : struct, IVector<V>
    {
        public Conv2dShape Shape;
        public float* Weight;
        public float* Packed;

        public readonly void Invoke(int item)
        {
            nint columns = Shape.GroupOutChannels, steps = (nint)Shape.Taps * Shape.GroupInChannels;
            var width = columns % Width;
            Copy<V>(Weight + (((item * columns) + columns - width) * steps), width, 1, steps, width, Packed + (item * Width * steps));
        }
    }

    private struct BackwardPacking<V> : IWork
        where V : struct, IVector<V>
    {
        public Conv2dShape Shape;
        public float* Weight;
        public float* Packed;
        public nint Panels;
        public ConvolutionAxis Rows;
        public ConvolutionAxis Columns;

        public readonly void Invoke(int item)
        {
            var (group, panel) = Math.DivRem((nint)item, Panels);
            nint outputs = Shape.GroupOutChannels, inputs = Shape.GroupInChannels;
            var width = Math.Min(Width, inputs - (panel * Width));
            var source = Weight + (group * outputs * Shape.Taps * inputs);
            var packed = Packed + (item * Width * Rows.Taps * Columns.Taps * outputs);
            for (var y = 0; y < Rows.Taps; y++)
            {
                for (var x = 0; x < Columns.Taps; x++)
                {
                    var tap = (Rows.Tap(y) * Shape.KernelWidth) + Columns.Tap(x);
                    for (nint output = 0; output < outputs; output += Width)
                    {
                        // A panel of the forward weight holds this tap's input channels as rows of its output channels.
                        var count = Math.Min(Width, outputs - output);
                        var start = source + (output * Shape.Taps * inputs) + (((tap * inputs) + (panel * Width)) * count);
                        Copy<V>(start, 1, count, count, width, packed);
                        packed += count * Width;
                    }
                }
            }
        }
    }
}
