using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>
/// The gradient of a convolution's weight in pinned memory: for each tap a product of the transposed input with the output's gradient, whose inner dimension runs over output pixels. In
/// channels-last memory both lie as the micro-kernel reads them, a pixel's channels side by side, so nothing is packed; beside the image a tap's rows are shorter.
/// </summary>
/// <remarks>
/// Pixels are cut into chunks that stay in the second cache while all tiles of the result pass over them. Where channels are few, lines are copied with the zeros beside them, and all taps of
/// a kernel row are the rows of one product. Threads share out tiles of the result, or if it is small slices of the pixels, whose sums are added at the end; the order of the sum over
/// pixels depends on the geometry alone.
/// </remarks>
internal readonly unsafe struct ConvolutionWeightGradient<V> : IWork
    where V : struct, IVector<V>
{
    // Below about 10 µs of work, waking a thread costs more than it brings.
    private const long WorthSharing = 2_000_000;

    // Output pixels of a chunk: so many products are added one after the other.
    private const int MostPixels = 256;

    // Values of a chunk, of the input and of the output's gradient: with what is asked for ahead they stay in the second cache.
    private const int MostValues = 96 * 1024;

    // Pixels of the first chunk of a kernel of one pixel: nobody asked for them ahead.
    private const int FewPixels = 64;

    // Rows of a chunk, so that what is kept for each of them fits on the stack.
    private const int MostRows = 256;

    // The largest result that is computed slice by slice, as all threads would read all pixels for a few tiles each.
    private const int SmallResult = 12 * 1024;

    private const int MostSlices = 8;

    private readonly Conv2dShape _shape;
    private readonly ConvolutionLines _lines;
    private readonly int _batch;
    private readonly float* _outputGradient;
    private readonly WeightGradientRows _rows;
    private readonly int _rowParts;
    private readonly int _columnParts;
    private readonly SlicedSum _gradient;

    private ConvolutionWeightGradient(in Conv2dShape shape, float* input, float* outputGradient, float* gradient)
    {
        (var y, var x, _batch) = ConvolutionForward.Axes(in shape);
        _shape = shape;
        _outputGradient = outputGradient;
        _lines = new()
        {
            Source = input,
            SourceChannels = shape.InChannels,
            Channels = shape.GroupInChannels,
            Y = y,
            X = x,
            IsCopied = shape.GroupInChannels < Tile.MaxRows<V>() && x.Taps > 1 && x.OffsetStep == 1,
        };
        _rows = new(in _lines, Tile.MaxRows<V>());
        var (chunks, widths) = Chunks();
        var isSliced = shape.Work >= WorthSharing && shape.WeightLength <= SmallResult;
        _gradient = new(gradient, shape.WeightLength, isSliced ? Math.Min(MostSlices, chunks * widths) : 1);
        (_rowParts, _columnParts) = (1, 1);
        if (isSliced || shape.Work < WorthSharing)
            return;

        var threads = WorkerPool.Threads;
        _rowParts = Math.Min(_rows.Tiles, (int)Blocking.Parts(threads, shape.Groups));
        _columnParts = Math.Min(Panels, (int)Blocking.Parts(threads, _rowParts * shape.Groups));
        if (_columnParts > 1 && Panels >= threads)
            (_rowParts, _columnParts) = (1, Math.Min(Panels, threads));
    }

    private static int PanelWidth => WeightGradientChunk<V>.PanelWidth;

    private int Beginning => _batch * _lines.Y.Length == 1 && _lines.X.Length > FewPixels ? FewPixels : 0;

    private int Panels => (int)Blocking.Parts(_shape.GroupOutChannels, PanelWidth);

    public static void Run(in Conv2dShape shape, float* input, float* outputGradient, float* gradient)
    {
        if (shape.IsDepthwise)
        {
            DepthwiseWeightGradient<V>.Run(in shape, input, outputGradient, gradient);
            return;
        }

        var work = new ConvolutionWeightGradient<V>(in shape, input, outputGradient, gradient);
        var items = shape.Groups * work._rowParts * work._columnParts * work._gradient.Slices;
        if (shape.Work >= WorthSharing)
        {
            WorkerPool.Run(items, in work);
            work._gradient.Add<V>();
            return;
        }

        for (var item = 0; item < items; item++)
            work.Invoke(item);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Invoke(int item)
    {
        (item, var slice) = Math.DivRem(item, _gradient.Slices);
        (item, var columnPart) = Math.DivRem(item, _columnParts);
        var (group, rowPart) = Math.DivRem(item, _rowParts);
        var tile = (int)Blocking.Start(_rows.Tiles, _rowParts, rowPart);
        var tileEnd = (int)Blocking.Start(_rows.Tiles, _rowParts, rowPart + 1);
        var column = Blocking.Start(Panels, _columnParts, columnPart) * PanelWidth;
        var columnEnd = Math.Min(_shape.GroupOutChannels, Blocking.Start(Panels, _columnParts, columnPart + 1) * PanelWidth);
        var gradient = _gradient.Of(slice) + (group * (nint)_shape.GroupOutChannels * _rows.Count);

        var (chunks, widths) = Chunks();
        var first = (int)Blocking.Start(chunks * widths, _gradient.Slices, slice);
        var end = (int)Blocking.Start(chunks * widths, _gradient.Slices, slice + 1);
        for (var i = first; i < end; i++)
        {
            var (chunk, part) = Math.DivRem(i, widths);
            var pixels = new WeightGradientChunk<V>
            {
                Lines = _lines,
                Rows = _rows,
                OutputGradient = _outputGradient + (group * (nint)_shape.GroupOutChannels),
                OutChannels = _shape.OutChannels,
                Row = (int)Blocking.Start(_batch * _lines.Y.Length, chunks, chunk),
                RowEnd = (int)Blocking.Start(_batch * _lines.Y.Length, chunks, chunk + 1),
                X = Column(widths, part),
                XEnd = Column(widths, part + 1),
                Ahead = AfterChunk(i + 1, chunks * widths),
            };
            pixels.Compute(tile, tileEnd, column, columnEnd, group, gradient, _shape.GroupOutChannels, accumulate: i > first);
        }
    }

    /// <summary>Into how many chunks of rows and of columns the output's pixels are cut.</summary>
    private (int Rows, int Columns) Chunks()
    {
        int rows = _batch * _lines.Y.Length, columns = _lines.X.Length;
        var perPixel = _shape.GroupOutChannels + (_lines.Channels * _lines.X.SourceStep * _lines.Y.SourceStep);
        var pixels = Math.Clamp(MostValues / perPixel, 1, MostPixels);
        var widths = Blocking.Parts(columns - Beginning, pixels) + (Beginning > 0 ? 1 : 0);
        var chunks = Blocking.Parts(rows, Math.Clamp(pixels / Blocking.Parts(columns, widths), 1, MostRows));
        return ((int)chunks, (int)widths);
    }

    /// <summary>The first output column of a chunk.</summary>
    private int Column(int widths, int part) =>
        Beginning == 0 ? (int)Blocking.Start(_lines.X.Length, widths, part)
        : part == 0 ? 0
        : Beginning + (int)Blocking.Start(_lines.X.Length - Beginning, widths - 1, part - 1);

    /// <summary>What the next of nearly equal chunks reads, wherever exactly it begins.</summary>
    private Ahead AfterChunk(nint chunk, nint chunks)
    {
        nint input = Blocking.Start(_shape.InputLength, chunks, chunk), output = Blocking.Start(_shape.OutputLength, chunks, chunk);
        return chunk == chunks
            ? default
            : new(
                _lines.Source + input,
                Blocking.Start(_shape.InputLength, chunks, chunk + 1) - input,
                _outputGradient + output,
                Blocking.Start(_shape.OutputLength, chunks, chunk + 1) - output);
    }
}
