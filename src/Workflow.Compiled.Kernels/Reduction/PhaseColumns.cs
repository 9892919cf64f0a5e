using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>The sums of a phase down the columns of a rows x columns domain.</summary>
internal static unsafe class PhaseColumns
{
    // As ColumnSums: rows that are added in float32 one after the other. What runs give is added with the rounding error carried along.
    private const int Longest = 32;

    // The widest tile: its sums, and the rows of the operands that meet in it, stay in the first cache.
    private const int Widest = 256;

    // Rows so long are near each other.
    private const int Narrow = 128;

    // Elements that are worth waking a thread for.
    private const long Shared = 32 * 1024;

    /// <summary>Sums both values, or where <paramref name="second"/> is null the first.</summary>
    public static void Run<TPhase>(int rows, int columns, scoped in TPhase phase, float* first, float* second)
        where TPhase : struct, IRowPhasePair, allows ref struct
    {
        // The bits do not depend on the tiles.
        var threads = (long)rows * columns >= Shared ? WorkerPool.Threads : 1;
        var share = (columns + threads - 1) / threads;
        var width = Math.Clamp((share + ColumnTile.Width - 1) / ColumnTile.Width * ColumnTile.Width, ColumnTile.Width, Widest);
        var work = new Work<TPhase> { Phase = phase, Rows = rows, Columns = columns, Width = width, First = first, Second = second };
        var tiles = (int)(((long)columns + width - 1) / width);
        if (threads > 1)
        {
            WorkerPool.Run(tiles, in work);
            return;
        }

        for (var tile = 0; tile < tiles; tile++)
            work.Invoke(tile);
    }

    /// <summary>A phase with one value as one with two, of which the second is not used.</summary>
    public ref struct Single<TPhase> : IRowPhasePair
        where TPhase : struct, IRowPhase, allows ref struct
    {
        public TPhase Phase;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly V Invoke<V>(nint row, nint column, out V second)
            where V : struct, IVector<V>
        {
            second = default;
            return Phase.Invoke<V>(row, column);
        }
    }

    private ref struct Work<TPhase> : IWork
        where TPhase : struct, IRowPhasePair, allows ref struct
    {
        public TPhase Phase;
        public int Rows;
        public int Columns;
        public int Width;
        public float* First;
        public float* Second;

        public readonly void Invoke(int item)
        {
            nint column = (nint)item * Width;
            var end = Math.Min(Columns, column + Width);
            if (Second == null)
                Tile<Counts.One>(column, end);
            else
                Tile<Counts.Two>(column, end);
        }

        /// <summary>Memory: for each value the sums of a run, the totals, and what rounding lost of them.</summary>
        [SkipLocalsInit]
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private readonly void Tile<TValues>(nint column, nint end)
            where TValues : struct, ICount
        {
            const int Stride = 3 * Widest;
            var memory = stackalloc float[TValues.Count * Stride];
            new Span<float>(memory, TValues.Count * Stride).Clear();

            // The address that the sum of column 0 has, or would have.
            var sums = memory - column;
            for (nint row = 0; row < Rows; row += Longest)
            {
                var rowEnd = Math.Min(Rows, row + Longest);
                var next = column;
                if (Lanes16.IsHardwareAccelerated)
                    next = Add<Lanes16, TValues, TPhase>(in Phase, row, rowEnd, next, end, sums, sums + Stride);
                if (Lanes8.IsHardwareAccelerated)
                    next = Add<Lanes8, TValues, TPhase>(in Phase, row, rowEnd, next, end, sums, sums + Stride);
                next = Add<Lanes4, TValues, TPhase>(in Phase, row, rowEnd, next, end, sums, sums + Stride);
                Add<Lanes1, TValues, TPhase>(in Phase, row, rowEnd, next, end, sums, sums + Stride);
                Fold(memory, end - column);
                if (TValues.Count > 1)
                    Fold(memory + Stride, end - column);
            }

            Store(memory, First + column, end - column);
            if (TValues.Count > 1)
                Store(memory + Stride, Second + column, end - column);
        }
    }

    /// <summary>Adds a run of rows for as many columns as whole registers cover; gives the first that is left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static nint Add<V, TValues, TPhase>(scoped in TPhase phase, nint row, nint rowEnd, nint column, nint columnEnd, float* sums, float* secondSums)
        where V : struct, IVector<V>
        where TValues : struct, ICount
        where TPhase : struct, IRowPhasePair, allows ref struct
    {
        var end = columnEnd - ((columnEnd - column) % V.Count);
        if (end == column)
            return column;

        // A copy of its own whose address is never taken: the compiler keeps the phase's fields in registers.
        var body = phase;
        if (columnEnd <= Narrow)
        {
            for (; column + (4 * V.Count) <= end; column += 4 * V.Count)
                AddFour<V, TValues, TPhase>(body, row, rowEnd, column, sums + column, secondSums + column);
        }

        for (; row < rowEnd; row++)
        {
            for (var at = column; at < end; at += V.Count)
            {
                (V.Load(sums + at) + body.Invoke<V>(row, at, out var second)).Store(sums + at);
                if (TValues.Count > 1)
                    (V.Load(secondSums + at) + second).Store(secondSums + at);
            }
        }

        return end;
    }

    /// <summary>The same for four registers of columns, whose sums stay in registers: in rows so short that what lies between two parts of them is near.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddFour<V, TValues, TPhase>(TPhase body, nint row, nint rowEnd, nint column, float* sums, float* secondSums)
        where V : struct, IVector<V>
        where TValues : struct, ICount
        where TPhase : struct, IRowPhasePair, allows ref struct
    {
        V a = V.Load(sums), b = V.Load(sums + V.Count), c = V.Load(sums + (2 * V.Count)), d = V.Load(sums + (3 * V.Count));
        V a2 = V.Zero, b2 = V.Zero, c2 = V.Zero, d2 = V.Zero;
        if (TValues.Count > 1)
            (a2, b2, c2, d2) = (V.Load(secondSums), V.Load(secondSums + V.Count), V.Load(secondSums + (2 * V.Count)), V.Load(secondSums + (3 * V.Count)));
        for (; row < rowEnd; row++)
        {
            a += body.Invoke<V>(row, column, out var second);
            a2 += second;
            b += body.Invoke<V>(row, column + V.Count, out second);
            b2 += second;
            c += body.Invoke<V>(row, column + (2 * V.Count), out second);
            c2 += second;
            d += body.Invoke<V>(row, column + (3 * V.Count), out second);
            d2 += second;
        }

        a.Store(sums);
        b.Store(sums + V.Count);
        c.Store(sums + (2 * V.Count));
        d.Store(sums + (3 * V.Count));
        if (TValues.Count == 1)
            return;
        a2.Store(secondSums);
        b2.Store(secondSums + V.Count);
        c2.Store(secondSums + (2 * V.Count));
        d2.Store(secondSums + (3 * V.Count));
    }

    /// <summary>Adds the sums of a run to the totals, and begins the next run.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Fold(float* memory, nint columns)
    {
        for (float* sums = memory, end = memory + columns; sums < end; sums += Lanes8.Count)
        {
            Lanes8 total = Lanes8.Load(sums + Widest), lost = Lanes8.Load(sums + (2 * Widest));
            Compensated.Add(Lanes8.Load(sums), ref total, ref lost);
            total.Store(sums + Widest);
            lost.Store(sums + (2 * Widest));
            Lanes8.Zero.Store(sums);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Store(float* memory, float* destination, nint columns)
    {
        for (nint column = 0; column < columns; column++)
            Compensated.Total(Lanes1.Load(memory + Widest + column), Lanes1.Load(memory + (2 * Widest) + column)).Store(destination + column);
    }
}
