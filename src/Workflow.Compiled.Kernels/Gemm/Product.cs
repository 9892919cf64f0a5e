using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>One product in pinned memory, and how blocks of its result are computed by one thread each.</summary>
/// <remarks>
/// The inner dimension is cut in parts, and the result in panels, each two registers wide. A panel of the right factor goes through
/// all tiles of a block of rows, whose left rows stay in the second cache.
/// </remarks>
internal readonly unsafe ref struct Product<V, TEpilogue>
    where V : struct, IVector<V>
    where TEpilogue : struct, IEpilogue, allows ref struct
{
    private readonly Operand _left;
    private readonly Operand _right;
    private readonly Target _result;
    private readonly nint _rows;
    private readonly nint _columns;
    private readonly nint _inner;
    private readonly nint _parts;
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
        _rows = rows;
        _columns = columns;
        _inner = inner;
        _parts = Math.Max(1, Blocking.Parts(inner, Blocking.Inner));
        _epilogue = epilogue;
        _isDots = rows == 1 && !result.IsSum && left.ColumnStride == 1 && right.RowStride == 1 && right.ColumnStride != 1;
        _packRight = right.ColumnStride != 1 || rows >= Blocking.PackRightFrom<V>(right.RowStride);
        _packLeft = columns >= Blocking.PackLeftFrom<V>() && rows >= Tile.MaxRows<V>();
    }

    private static PackingBuffer LeftBuffer => _leftBuffer ??= new PackingBuffer();

    private static PackingBuffer RightBuffer => _rightBuffer ??= new PackingBuffer();

    private static nint PanelWidth => 2 * V.Count;

    /// <summary>The steps of the longest part.</summary>
    private nint MostSteps => Blocking.Parts(_inner, _parts);

    /// <summary>Computes a block of the result.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Compute(nint firstRow, nint rows, nint firstColumn, nint columns)
    {
        if (_isDots)
        {
            ComputeDots(firstRow, firstColumn, columns);
            return;
        }

        if (rows == 1 && !_packRight)
        {
            var alone = columns / RowKernel.Width<V>() * RowKernel.Width<V>();
            ComputeRow(firstRow, firstColumn, alone);
            (firstColumn, columns) = (firstColumn + alone, columns - alone);
        }

        if (rows * _parts <= Blocking.Rows<V>(MostSteps))
            ComputePanels(firstRow, rows, firstColumn, columns);
        else
            ComputeBlocks(firstRow, rows, firstColumn, columns);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ComputeDots(nint row, nint firstColumn, nint columns)
    {
        var result = _result.At(row, firstColumn);
        DotKernel.Run<V>(_left.At(row, 0), _right.At(0, firstColumn), _right.ColumnStride, _inner, columns, result);
        Finish(row, 1, firstColumn, columns, result);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ComputeRow(nint row, nint firstColumn, nint columns)
    {
        var result = _result.At(row, firstColumn);
        for (nint index = 0; index < _parts; index++)
        {
            var part = Part(index);
            float* left = _left.At(row, part.Step), right = _right.At(part.Step, firstColumn);
            for (nint column = 0; column < columns; column += RowKernel.Width<V>())
                RowKernel.Run<V>(left, _left.ColumnStride, right + column, _right.RowStride, result + column, part.Steps, !part.IsFirst);
        }

        Finish(row, 1, firstColumn, columns, result);
    }

    /// <summary>All left rows stay near: panel after panel of the result is finished, and a packed panel of the right factor is read where it was just written.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ComputePanels(nint firstRow, nint rows, nint firstColumn, nint columns)
    {
        var tiles = Blocking.Parts(rows, Tile.MaxRows<V>());
        var left = _packLeft ? LeftBuffer.Get(Blocking.Parts(_rows, Tile.MaxRows<V>()) * Blocking.LeftWidth<V>() * _inner) : null;
        for (nint index = 0; _packLeft && index < _parts; index++)
            PackLeft(firstRow, rows, Part(index), left + (Part(index).Step * tiles * Blocking.LeftWidth<V>()));
        var panel = RightBuffer.Get(PanelWidth * MostSteps);
        var end = firstColumn + columns;
        for (var column = firstColumn; column < end; column += PanelWidth)
        {
            var width = Math.Min(PanelWidth, end - column);
            for (nint index = 0; index < _parts; index++)
            {
                var part = Part(index);
                var right = IsPacked(width) ? PackRight(column, width, part, panel) : new((nint)_right.At(part.Step, column), _right.RowStride, 1);
                ComputePanel(firstRow, rows, column, width, part, left is null ? null : left + (part.Step * tiles * Blocking.LeftWidth<V>()), right);
            }
        }
    }

    /// <summary>Block after block of left rows is taken through many columns, whose panels are packed with the first block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ComputeBlocks(nint firstRow, nint rows, nint firstColumn, nint columns)
    {
        var blocks = Blocking.Parts(rows, Blocking.Rows<V>(MostSteps));
        // As large as any thread's share may need, here and for the left rows, so that later calls need no more.
        var panels = RightBuffer.Get(Math.Min(Blocking.Columns, Blocking.Parts(_columns, PanelWidth) * PanelWidth) * MostSteps);
        var left = _packLeft ? LeftBuffer.Get(Blocking.Rows<V>(MostSteps) / Tile.MaxRows<V>() * Blocking.LeftWidth<V>() * MostSteps) : null;
        for (nint chunk = 0; chunk < columns; chunk += Blocking.Columns)
        {
            var width = Math.Min(Blocking.Columns, columns - chunk);
            for (nint index = 0; index < _parts; index++)
            {
                for (nint block = 0; block < blocks; block++)
                {
                    var row = Blocking.Start(rows, blocks, block);
                    var height = Blocking.Start(rows, blocks, block + 1) - row;
                    if (_packLeft)
                        PackLeft(firstRow + row, height, Part(index), left);
                    ComputeBlock(firstRow + row, height, firstColumn + chunk, width, Part(index), left, panels, arePacked: block > 0);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ComputeBlock(nint firstRow, nint rows, nint firstColumn, nint columns, InnerPart part, float* left, float* panels, bool arePacked)
    {
        for (nint column = 0; column < columns; column += PanelWidth)
        {
            var width = Math.Min(PanelWidth, columns - column);
            var panel = panels + (column * part.Steps);
            var right = !IsPacked(width) ? new((nint)_right.At(part.Step, firstColumn + column), _right.RowStride, 1)
                : arePacked ? new((nint)panel, PanelWidth, 1)
                : PackRight(firstColumn + column, width, part, panel);
            ComputePanel(firstRow, rows, firstColumn + column, width, part, left, right);
        }
    }

    /// <summary>A part of the inner dimension.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private InnerPart Part(nint index)
    {
        var step = Blocking.Start(_inner, _parts, index);
        return new(step, Blocking.Start(_inner, _parts, index + 1) - step, index == 0 && !_result.IsSum, index == _parts - 1);
    }

    /// <summary>Whether a panel is copied: all are, or only a last one that is narrower than the others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsPacked(nint width) => _packRight || width < PanelWidth;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private Operand PackRight(nint column, nint width, InnerPart part, float* panel)
    {
        Packing.Panel<V>(_right.At(part.Step, column), _right.RowStride, _right.ColumnStride, part.Steps, width, PanelWidth, panel);
        return new((nint)panel, PanelWidth, 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void PackLeft(nint firstRow, nint rows, InnerPart part, float* packed)
    {
        var tiles = Blocking.Parts(rows, Tile.MaxRows<V>());
        for (nint tile = 0; tile < tiles; tile++)
        {
            var row = Blocking.Start(rows, tiles, tile);
            Packing.Panel<V>(
                _left.At(firstRow + row, part.Step),
                _left.ColumnStride,
                _left.RowStride,
                part.Steps,
                Blocking.Start(rows, tiles, tile + 1) - row,
                Blocking.LeftWidth<V>(),
                packed + (tile * Blocking.LeftWidth<V>() * part.Steps));
        }
    }

    /// <summary>Takes one panel of the right factor through the tiles of a block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ComputePanel(nint firstRow, nint rows, nint column, nint width, InnerPart part, float* packed, Operand right)
    {
        var tiles = Blocking.Parts(rows, Tile.MaxRows<V>());
        for (nint tile = 0; tile < tiles; tile++)
        {
            var row = Blocking.Start(rows, tiles, tile);
            var height = Blocking.Start(rows, tiles, tile + 1) - row;
            var left = packed is null
                ? _left with { Data = (nint)_left.At(firstRow + row, part.Step) }
                : new((nint)(packed + (tile * Blocking.LeftWidth<V>() * part.Steps)), 1, Blocking.LeftWidth<V>());
            var result = _result.At(firstRow + row, column);
            if (width == PanelWidth)
                Multiply<Counts.Two>(height, left, right, result, _result.RowStride, part.Steps, !part.IsFirst);
            else
                ComputeNarrow(height, width, left, right, result, part);
            if (part.IsLast)
                Finish(firstRow + row, height, column, width, result);
        }
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
    private void ComputeNarrow(nint height, nint width, Operand left, Operand right, float* result, InnerPart part)
    {
        var scratch = stackalloc float[(int)(height * PanelWidth)];
        if (width <= V.Count)
            Multiply<Counts.One>(height, left, right, scratch, PanelWidth, part.Steps, accumulate: false);
        else
            Multiply<Counts.Two>(height, left, right, scratch, PanelWidth, part.Steps, accumulate: false);
        ScratchTile.Keep<V>(scratch, PanelWidth, height, width, result, _result.RowStride, accumulate: !part.IsFirst);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Multiply<TRegisters>(nint height, Operand left, Operand right, float* result, nint resultStride, nint steps, bool accumulate)
        where TRegisters : struct, ICount
    {
        float* a = (float*)left.Data, b = (float*)right.Data;
        if (left.RowStride == 1)
            Tile.Run<V, TRegisters, UnitStride>((int)height, a, 1, left.ColumnStride, b, right.RowStride, result, resultStride, steps, accumulate);
        else
            Tile.Run<V, TRegisters, AnyStride>((int)height, a, left.RowStride, left.ColumnStride, b, right.RowStride, result, resultStride, steps, accumulate);
    }
}
