using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>The losses of a matrix, their derivatives and their sum; a unit is one of the parts of which the sum is made.</summary>
internal readonly unsafe struct ElementLossKernel<TLoss>(
    TLoss loss,
    float* output,
    float* target,
    long rows,
    nint columns,
    float scale,
    float* losses,
    float* gradient,
    Partials* partials) : IRangeKernel
    where TLoss : struct, IElementLoss
{
    // Elements of a row whose losses are added in float32, from a buffer in the first-level cache.
    private const int Piece = 512;

    private readonly TLoss _loss = loss;

    /// <summary>The number of units.</summary>
    public int Parts => (int)Math.Min(rows * PiecesOfRow, Partials.Most);

    private long PiecesOfRow => (columns + Piece - 1) / Piece;

    /// <inheritdoc/>
    public void Run<V>(nint from, nint to)
        where V : struct, IVector<V>
    {
        var (pieces, parts) = (rows * PiecesOfRow, Parts);
        for (var part = (int)from; part < to; part++)
            (*partials)[part] = Part<V>(pieces * part / parts, pieces * (part + 1) / parts);
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double Part<V>(long from, long to)
        where V : struct, IVector<V>
    {
        var buffer = stackalloc float[Piece];
        double sum = 0;
        for (var piece = from; piece < to; piece++)
        {
            var (row, ofRow) = Math.DivRem(piece, PiecesOfRow);
            var column = (nint)ofRow * Piece;
            var first = (nint)row * columns + column;
            var length = Math.Min(Piece, columns - column);
            var results = losses == null ? buffer : losses + first;
            Compute<V>(first, column, length, results);
            sum += RowSums.Sum<V>(results, length);
        }

        return sum;
    }

    private void Compute<V>(nint first, nint column, nint length, float* results)
        where V : struct, IVector<V>
    {
        float* x = output + first, y = target + first;
        if (gradient == null)
            Compute<V, Counts.One>(_loss, x, y, column, length, results, null, scale);
        else
            Compute<V, Counts.Two>(_loss, x, y, column, length, results, gradient + first, scale);
    }

    /// <summary>Computes the losses, and where there are two results their derivatives.</summary>
    /// <remarks>Everything is an argument: fields would be read again after each store.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Compute<V, TResults>(TLoss loss, float* x, float* y, nint column, nint length, float* losses, float* derivatives, float scale)
        where V : struct, IVector<V>
        where TResults : struct, ICount
    {
        nint i = 0;
        for (; i + V.Count <= length; i += V.Count)
            Store<V, TResults>(in loss, x + i, y + i, column + i, losses + i, derivatives + i, scale);
        for (; i + 4 <= length; i += 4)
            Store<Lanes4, TResults>(in loss, x + i, y + i, column + i, losses + i, derivatives + i, scale);
        for (; i < length; i++)
            Store<Lanes1, TResults>(in loss, x + i, y + i, column + i, losses + i, derivatives + i, scale);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<V, TResults>(in TLoss loss, float* x, float* y, nint column, float* result, float* derivatives, float scale)
        where V : struct, IVector<V>
        where TResults : struct, ICount
    {
        loss.Invoke(V.Load(x), V.Load(y), column, out var derivative).Store(result);
        if (TResults.Count > 1)
            (derivative * V.Broadcast(scale)).Store(derivatives);
    }
}
