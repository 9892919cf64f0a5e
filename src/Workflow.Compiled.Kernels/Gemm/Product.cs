using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>One product in pinned memory, and how blocks of its result are computed by one thread each.</summary>
internal readonly unsafe ref struct Product<V, TEpilogue>
    where V : struct, IVector<V>
    where TEpilogue : struct, IEpilogue, allows ref struct
{
    private readonly Operand _left;
    private readonly Operand _right;
    private readonly Target _result;
    private readonly nint _inner;
    private readonly bool _packLeft;
    private readonly bool _packRight;
    private readonly bool _isDots;
    private readonly TEpilogue _epilogue;

    [ThreadStatic]
    private static PackingBuffer? _leftBuffer;

    [ThreadStatic]
    private static PackingBuffer? _rightBuffer;

    public Product(Operand left, Operand right, Target result, nint rows, nint columns, nint inner, scoped in TEpilogue epilogue)
    {
        _left = left;
        _right = right;
        _result = result;
        _inner = inner;
        _epilogue = epilogue;
        _isDots = rows == 1 && !result.IsSum && left.ColumnStride == 1 && right.RowStride == 1 && right.ColumnStride != 1;
        _packRight = right.ColumnStride != 1 || rows >= Blocking.PackRightFrom<V>();
        _packLeft = columns >= Blocking.PackLeftFrom<V>() && rows >= Tile.MaxRows<V>();
    }

    private static nint PanelWidth => 2 * V.Count;

    /// <summary>Computes a block of the result.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Compute(nint firstRow, nint rows, nint firstColumn, nint columns)
    {
        if (_isDots)
        {
            ComputeDots(firstRow, firstColumn, columns);
            return;
        }

        var innerBlocks = Math.Max(1, Blocking.Parts(_inner, Blocking.Inner));
        for (nint column = 0; column < columns; column += Blocking.Columns)
        {
            var width = Math.Min(Blocking.Columns, columns - column);
            for (nint block = 0; block < innerBlocks; block++)
            {
                var step = Blocking.Start(_inner, innerBlocks, block);
                var steps = Blocking.Start(_inner, innerBlocks, block + 1) - step;
                var panels = PackRight(firstColumn + column, width, step, steps);
                var rowBlocks = Blocking.Parts(rows, Blocking.Rows);
                for (nint rowBlock = 0; rowBlock < rowBlocks; rowBlock++)
                {
                    var row = Blocking.Start(rows, rowBlocks, rowBlock);
                    var height = Blocking.Start(rows, rowBlocks, rowBlock + 1) - row;
                    ComputeBlock(firstRow + row, height, firstColumn + column, width, step, steps, panels, block == 0 && !_result.IsSum, block == innerBlocks - 1);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ComputeDots(nint row, nint firstColumn, nint columns)
    {
        var result = _result.At(row, firstColumn);
        DotKernel.Run<V>(_left.At(row, 0), _right.At(0, firstColumn), _right.ColumnStride, _inner, columns, result);
        Finish(row, 1, firstColumn, columns, result);
    }

    private static PackingBuffer LeftBuffer => _leftBuffer ??= new PackingBuffer();

    private static PackingBuffer RightBuffer => _rightBuffer ??= new PackingBuffer();

    /// <summary>Packs the panels that are not read in place: all, or only a last one that is narrower than the others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private float* PackRight(nint firstColumn, nint columns, nint step, nint steps)
    {
        var from = _packRight ? 0 : columns / PanelWidth * PanelWidth;
        var panels = RightBuffer.Get(Blocking.Parts(columns - from, PanelWidth) * PanelWidth * steps);
        for (var column = from; column < columns; column += PanelWidth)
        {
            Packing.Panel<V>(
                _right.At(step, firstColumn + column),
                _right.RowStride,
                _right.ColumnStride,
                steps,
                Math.Min(PanelWidth, columns - column),
                PanelWidth,
                panels + ((column - from) * steps));
        }

        // The address that the panel of column 0 has, or would have.
        return panels - (from * steps);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ComputeBlock(
        nint firstRow, nint rows, nint firstColumn, nint columns, nint step, nint steps, float* panels, bool isFirst, bool isLast)
    {
        var tiles = Blocking.Parts(rows, Tile.MaxRows<V>());
        var packed = _packLeft ? PackLeft(firstRow, rows, tiles, step, steps) : null;
        var alone = rows == 1 && !_packRight ? columns / RowKernel.Width<V>() * RowKernel.Width<V>() : 0;
        if (alone > 0)
            ComputeRow(firstRow, firstColumn, alone, step, steps, isFirst, isLast);
        for (var column = alone; column < columns; column += PanelWidth)
        {
            var width = Math.Min(PanelWidth, columns - column);
            var isPacked = _packRight || width < PanelWidth;
            var right = isPacked ? panels + (column * steps) : _right.At(step, firstColumn + column);
            var rightStride = isPacked ? PanelWidth : _right.RowStride;
            for (nint tile = 0; tile < tiles; tile++)
            {
                var row = Blocking.Start(rows, tiles, tile);
                var height = Blocking.Start(rows, tiles, tile + 1) - row;
                var left = packed is null ? _left.At(firstRow + row, step) : packed + (tile * Blocking.LeftWidth<V>() * steps);
                ComputeTile(
                    firstRow + row, height, firstColumn + column, width, left, packed is not null, right, rightStride, steps, isFirst, isLast);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ComputeRow(nint row, nint firstColumn, nint columns, nint step, nint steps, bool isFirst, bool isLast)
    {
        float* left = _left.At(row, step), right = _right.At(step, firstColumn), result = _result.At(row, firstColumn);
        for (nint column = 0; column < columns; column += RowKernel.Width<V>())
            RowKernel.Run<V>(left, _left.ColumnStride, right + column, _right.RowStride, result + column, steps, !isFirst);
        if (isLast)
            Finish(row, 1, firstColumn, columns, result);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private float* PackLeft(nint firstRow, nint rows, nint tiles, nint step, nint steps)
    {
        // As for a whole block, so that the size does not depend on how threads divide the rows.
        var packed = LeftBuffer.Get(Blocking.Parts(Blocking.Rows, Tile.MaxRows<V>()) * Blocking.LeftWidth<V>() * steps);
        for (nint tile = 0; tile < tiles; tile++)
        {
            var row = Blocking.Start(rows, tiles, tile);
            Packing.Panel<V>(
                _left.At(firstRow + row, step),
                _left.ColumnStride,
                _left.RowStride,
                steps,
                Blocking.Start(rows, tiles, tile + 1) - row,
                Blocking.LeftWidth<V>(),
                packed + (tile * Blocking.LeftWidth<V>() * steps));
        }

        return packed;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void ComputeTile(
        nint row, nint height, nint column, nint width, float* left, bool isLeftPacked, float* right, nint rightStride, nint steps, bool isFirst, bool isLast)
    {
        var result = _result.At(row, column);
        if (width == PanelWidth)
        {
            Multiply<Counts.Two>(height, left, isLeftPacked, right, rightStride, result, _result.RowStride, steps, !isFirst);
        }
        else
        {
            ComputeNarrow(height, width, left, isLeftPacked, right, rightStride, result, steps, isFirst);
        }

        if (isLast)
            Finish(row, height, column, width, result);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Finish(nint row, nint rows, nint column, nint columns, float* result)
    {
        if (typeof(TEpilogue) != typeof(NoEpilogue))
            EpilogueTile.Apply<V, TEpilogue>(in _epilogue, _result.FirstRow + row, rows, column, columns, result, _result.RowStride);
    }

    /// <summary>A tile at the right border: computed into scratch memory at full width, of which only the valid columns are kept.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ComputeNarrow(
        nint height, nint width, float* left, bool isLeftPacked, float* right, nint rightStride, float* result, nint steps, bool isFirst)
    {
        var scratch = stackalloc float[(int)(height * PanelWidth)];
        if (width <= V.Count)
            Multiply<Counts.One>(height, left, isLeftPacked, right, rightStride, scratch, PanelWidth, steps, accumulate: false);
        else
            Multiply<Counts.Two>(height, left, isLeftPacked, right, rightStride, scratch, PanelWidth, steps, accumulate: false);
        ScratchTile.Keep<V>(scratch, PanelWidth, height, width, result, _result.RowStride, accumulate: !isFirst);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Multiply<TRegisters>(
        nint height, float* left, bool isLeftPacked, float* right, nint rightStride, float* result, nint resultStride, nint steps, bool accumulate)
        where TRegisters : struct, ICount
    {
        if (isLeftPacked)
            Tile.Run<V, TRegisters, UnitStride>((int)height, left, 1, Blocking.LeftWidth<V>(), right, rightStride, result, resultStride, steps, accumulate);
        else if (_left.RowStride == 1)
            Tile.Run<V, TRegisters, UnitStride>((int)height, left, 1, _left.ColumnStride, right, rightStride, result, resultStride, steps, accumulate);
        else
            Tile.Run<V, TRegisters, AnyStride>((int)height, left, _left.RowStride, _left.ColumnStride, right, rightStride, result, resultStride, steps, accumulate);
    }
}
