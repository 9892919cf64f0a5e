using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>
/// The gradient of a convolution's weight in pinned memory: a product whose inner dimension runs over all output pixels, cut into blocks. Its rows, a tap's channels, are gathered for one
/// tile at a time; its columns are the output's gradient. Threads share out tiles of the result; the order of the sum over pixels is fixed.
/// </summary>
internal readonly unsafe struct ConvolutionWeightGradient<V> : IWork
    where V : struct, IVector<V>
{
    // Below about 10 µs of work, waking a thread costs more than it brings.
    private const long WorthSharing = 2_000_000;

    // Pixels of a block: the gathered rows of a tile take most of the first cache.
    private static int BlockPixels => Blocking.Inner;

    private readonly Conv2dShape _shape;
    private readonly float* _input;
    private readonly float* _outputGradient;
    private readonly float* _gradient;

    // Rows of the result that lie side by side in one image row: all kernel columns, or each alone.
    private readonly int _runs;
    private readonly int _runRows;
    private readonly int _tilesOfRun;

    private readonly int _rowParts;
    private readonly int _columnParts;

    [ThreadStatic]
    private static PackingBuffer? _leftBuffer;

    [ThreadStatic]
    private static PackingBuffer? _rightBuffer;

    private ConvolutionWeightGradient(in Conv2dShape shape, float* input, float* outputGradient, float* gradient)
    {
        _shape = shape;
        _input = input;
        _outputGradient = outputGradient;
        _gradient = gradient;
        var isOneRun = shape.Groups == 1 && shape.DilationWidth == 1;
        (_runs, _runRows) = isOneRun ? (1, shape.KernelWidth * shape.InChannels) : (shape.KernelWidth, shape.GroupInChannels);
        _tilesOfRun = (int)Blocking.Parts(_runRows, Tile.MaxRows<V>());
        var threads = shape.Work < WorthSharing ? 1 : WorkerPool.Threads;
        _rowParts = Math.Min(Tiles, (int)Blocking.Parts(threads, shape.Groups));
        _columnParts = Math.Min(Panels, (int)Blocking.Parts(threads, _rowParts * shape.Groups));
        if (_columnParts > 1 && Panels >= threads)
            (_rowParts, _columnParts) = (1, Math.Min(Panels, threads));
    }

    private static PackingBuffer LeftBuffer => _leftBuffer ??= new PackingBuffer();

    private static PackingBuffer RightBuffer => _rightBuffer ??= new PackingBuffer();

    private static int PanelWidth => 2 * V.Count;

    private int Tiles => _shape.KernelHeight * _runs * _tilesOfRun;

    private int Panels => (int)Blocking.Parts(_shape.GroupOutChannels, PanelWidth);

    public static void Run(in Conv2dShape shape, float* input, float* outputGradient, float* gradient)
    {
        if (shape.IsDepthwise)
        {
            DepthwiseWeightGradient<V>.Run(in shape, input, outputGradient, gradient);
            return;
        }

        var work = new ConvolutionWeightGradient<V>(in shape, input, outputGradient, gradient);
        var items = shape.Groups * work._rowParts * work._columnParts;
        if (shape.Work >= WorthSharing)
        {
            WorkerPool.Run(items, in work);
            return;
        }

        for (var item = 0; item < items; item++)
            work.Invoke(item);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Invoke(int item)
    {
        (item, var columnPart) = Math.DivRem(item, _columnParts);
        var (group, rowPart) = Math.DivRem(item, _rowParts);
        var (tile, tileEnd) = (Blocking.Start(Tiles, _rowParts, rowPart), Blocking.Start(Tiles, _rowParts, rowPart + 1));
        var column = Blocking.Start(Panels, _columnParts, columnPart) * PanelWidth;
        var columnEnd = Math.Min(_shape.GroupOutChannels, Blocking.Start(Panels, _columnParts, columnPart + 1) * PanelWidth);
        var pixels = (nint)_shape.Batch * _shape.OutHeight * _shape.OutWidth;
        var blocks = Blocking.Parts(pixels, BlockPixels);
        for (nint block = 0; block < blocks; block++)
        {
            var pixel = Blocking.Start(pixels, blocks, block);
            var steps = Blocking.Start(pixels, blocks, block + 1) - pixel;
            var right = PackRight(group, pixel, steps, column, columnEnd);
            for (var at = tile; at < tileEnd; at++)
                ComputeTiles(group, (int)at, pixel, steps, column, columnEnd, right, accumulate: block > 0);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private float* PackRight(int group, nint pixel, nint steps, nint column, nint columnEnd)
    {
        var packed = RightBuffer.Get(Blocking.Parts(_shape.GroupOutChannels, PanelWidth) * PanelWidth * Math.Max(steps, BlockPixels));
        var source = _outputGradient + (pixel * _shape.OutChannels) + ((nint)group * _shape.GroupOutChannels);
        for (var at = column; at < columnEnd; at += PanelWidth)
        {
            Packing.Panel<V>(
                source + at, _shape.OutChannels, 1, steps, Math.Min(PanelWidth, columnEnd - at), PanelWidth, packed + ((at - column) * steps));
        }

        return packed;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ComputeTiles(int group, int tile, nint pixel, nint steps, nint column, nint columnEnd, float* right, bool accumulate)
    {
        (tile, var part) = Math.DivRem(tile, _tilesOfRun);
        var (kernelRow, run) = Math.DivRem(tile, _runs);
        var row = (int)Blocking.Start(_runRows, _tilesOfRun, part);
        var height = (int)Blocking.Start(_runRows, _tilesOfRun, part + 1) - row;
        var left = LeftBuffer.Get(Blocking.LeftWidth<V>() * (nint)BlockPixels);
        PackLeft(group, kernelRow, run, row, height, pixel, steps, left);

        nint columns = _shape.GroupOutChannels, rows = _shape.Taps * _shape.GroupInChannels;
        var resultRow = (((kernelRow * _runs) + run) * (nint)_runRows) + row;
        for (var at = column; at < columnEnd; at += PanelWidth)
        {
            var panel = at / ConvolutionWeights.PanelWidth * ConvolutionWeights.PanelWidth;
            var stride = Math.Min(ConvolutionWeights.PanelWidth, columns - panel);
            var result = _gradient + (((group * columns) + panel) * rows) + (resultRow * stride) + at - panel;
            ComputeTile(height, Math.Min(PanelWidth, columnEnd - at), left, right + ((at - column) * steps), result, stride, steps, accumulate);
        }
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ComputeTile(int height, nint columns, float* left, float* right, float* result, nint stride, nint steps, bool accumulate)
    {
        if (columns == PanelWidth)
        {
            Tile.Run<V, Counts.Two, UnitStride>(height, left, 1, Blocking.LeftWidth<V>(), right, PanelWidth, result, stride, steps, accumulate);
            return;
        }

        var scratch = stackalloc float[height * PanelWidth];
        if (columns <= V.Count)
            Tile.Run<V, Counts.One, UnitStride>(height, left, 1, Blocking.LeftWidth<V>(), right, PanelWidth, scratch, PanelWidth, steps, false);
        else
            Tile.Run<V, Counts.Two, UnitStride>(height, left, 1, Blocking.LeftWidth<V>(), right, PanelWidth, scratch, PanelWidth, steps, false);
        ScratchTile.Keep<V>(scratch, PanelWidth, height, columns, result, stride, accumulate);
    }

    /// <summary>Gathers, pixel by pixel, what the tile's rows see.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void PackLeft(int group, int kernelRow, int run, int row, int height, nint pixel, nint steps, float* packed)
    {
        var channels = _shape.GroupInChannels;
        var (firstTap, lastTap) = (run + (row / channels), run + ((row + height - 1) / channels));
        var start = (firstTap * _shape.DilationWidth) - _shape.PaddingWidth;
        var reach = (lastTap - firstTap) * _shape.DilationWidth;
        var first = Math.Clamp(Up(-start, _shape.StrideWidth), 0, _shape.OutWidth);
        var end = Math.Clamp(Up(_shape.Width - start - reach, _shape.StrideWidth), first, _shape.OutWidth);
        var offset = (group * channels) + row - ((firstTap - run) * channels);
        for (var stop = pixel + steps; pixel < stop;)
        {
            var (line, x) = Math.DivRem(pixel, _shape.OutWidth);
            var (image, outRow) = Math.DivRem(line, _shape.OutHeight);
            var y = (outRow * _shape.StrideHeight) - _shape.PaddingHeight + (kernelRow * _shape.DilationHeight);
            var xEnd = Math.Min(_shape.OutWidth, x + stop - pixel);
            pixel += xEnd - x;
            if (y < 0 || y >= _shape.Height)
            {
                Clear(packed, xEnd - x);
                packed += (xEnd - x) * Blocking.LeftWidth<V>();
                continue;
            }

            var source = _input + (((image * _shape.Height) + y) * _shape.Width * _shape.InChannels);
            packed = PackBorder(source, group, run, row, height, x, Math.Min(xEnd, first), packed);
            var inside = Math.Max(x, first);
            if (inside < Math.Min(xEnd, end))
            {
                var count = Math.Min(xEnd, end) - inside;
                Packing.Panel<V>(
                    source + (((inside * _shape.StrideWidth) + start) * _shape.InChannels) + offset,
                    _shape.StrideWidth * (nint)_shape.InChannels,
                    1,
                    count,
                    height,
                    Blocking.LeftWidth<V>(),
                    packed);
                packed += count * Blocking.LeftWidth<V>();
            }

            packed = PackBorder(source, group, run, row, height, Math.Max(x, end), xEnd, packed);
        }
    }

    /// <summary>Gathers for pixels of which some taps, or all, lie beside the image.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private float* PackBorder(float* source, int group, int run, int row, int height, nint x, nint xEnd, float* packed)
    {
        var channels = _shape.GroupInChannels;
        for (; x < xEnd; x++, packed += Blocking.LeftWidth<V>())
        {
            var (tap, channel) = Math.DivRem(row, channels);
            for (var i = 0; i < height; i++)
            {
                var at = (x * _shape.StrideWidth) - _shape.PaddingWidth + ((run + tap) * _shape.DilationWidth);
                packed[i] = at >= 0 && at < _shape.Width ? source[(at * _shape.InChannels) + (group * channels) + channel] : 0;
                if (++channel == channels)
                    (tap, channel) = (tap + 1, 0);
            }
        }

        return packed;
    }

    private static void Clear(float* packed, nint steps) => new Span<float>(packed, (int)(steps * Blocking.LeftWidth<V>())).Clear();

    /// <summary>The quotient, rounded up.</summary>
    private static int Up(int value, int divisor) => value <= 0 ? -(-value / divisor) : ((value - 1) / divisor) + 1;
}
