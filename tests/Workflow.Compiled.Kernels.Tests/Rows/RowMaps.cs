using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels.Tests;

/// <summary>softmax, written as generated code would be.</summary>
internal readonly ref struct SoftmaxMap(ReadOnlySpan<float> x, Span<float> y, int columns) : IRowMap
{
    private readonly ReadOnlySpan<float> _x = x;
    private readonly Span<float> _y = y;

    public void Invoke(nint row)
    {
        var largest = RowLoop.Max(columns, new RowValues(_x, columns), row);
        var sum = RowLoop.Sum(columns, new Powers(_x, _y, columns, largest), row);
        RowLoop.Run(columns, new Scale(_y, columns, (float)(1 / sum)), row);
    }

    private readonly ref struct Powers(ReadOnlySpan<float> x, Span<float> y, int columns, float largest) : IRowPhase
    {
        private readonly ReadOnlySpan<float> _x = x;
        private readonly Span<float> _y = y;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Invoke<V>(nint row, nint column)
            where V : struct, IVector<V>
        {
            var power = VectorMath.Exp(V.Load(_x, (row * columns) + column) - V.Broadcast(largest));
            power.Store(_y, (row * columns) + column);
            return power;
        }
    }

    private readonly ref struct Scale(Span<float> y, int columns, float factor) : IMap
    {
        private readonly Span<float> _y = y;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Invoke<V>(nint row, nint column)
            where V : struct, IVector<V> =>
            (V.Load(_y, (row * columns) + column) * V.Broadcast(factor)).Store(_y, (row * columns) + column);
    }
}

/// <summary>The gradient of layer normalisation by its input: two sums in one pass, then one pass.</summary>
internal readonly ref struct LayerNormGradientMap(
    ReadOnlySpan<float> x, ReadOnlySpan<float> gamma, ReadOnlySpan<float> dy, Span<float> dx, int columns, float epsilon) : IRowMap
{
    private readonly ReadOnlySpan<float> _x = x;
    private readonly ReadOnlySpan<float> _gamma = gamma;
    private readonly ReadOnlySpan<float> _dy = dy;
    private readonly Span<float> _dx = dx;

    public void Invoke(nint row)
    {
        var mean = (float)(RowLoop.Sum(columns, new RowValues(_x, columns), row) / columns);
        var variance = RowLoop.Sum(columns, new SquaredDistance(_x, columns, mean), row) / columns;
        var scale = (float)(1 / Math.Sqrt(variance + epsilon));
        var (first, second) = RowLoop.SumPair(columns, new Products(_x, _gamma, _dy, columns, mean, scale), row);
        RowLoop.Run(columns, new Apply(_x, _gamma, _dy, _dx, columns, mean, scale, (float)(first / columns), (float)(second / columns)), row);
    }

    private readonly ref struct SquaredDistance(ReadOnlySpan<float> x, int columns, float mean) : IRowPhase
    {
        private readonly ReadOnlySpan<float> _x = x;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Invoke<V>(nint row, nint column)
            where V : struct, IVector<V>
        {
            var distance = V.Load(_x, (row * columns) + column) - V.Broadcast(mean);
            return distance * distance;
        }
    }

    private readonly ref struct Products(
        ReadOnlySpan<float> x, ReadOnlySpan<float> gamma, ReadOnlySpan<float> dy, int columns, float mean, float scale) : IRowPhasePair
    {
        private readonly ReadOnlySpan<float> _x = x;
        private readonly ReadOnlySpan<float> _gamma = gamma;
        private readonly ReadOnlySpan<float> _dy = dy;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Invoke<V>(nint row, nint column, out V second)
            where V : struct, IVector<V>
        {
            var gradient = V.Load(_dy, (row * columns) + column) * V.Load(_gamma, column);
            second = gradient * (V.Load(_x, (row * columns) + column) - V.Broadcast(mean)) * V.Broadcast(scale);
            return gradient;
        }
    }

    private readonly ref struct Apply(
        ReadOnlySpan<float> x, ReadOnlySpan<float> gamma, ReadOnlySpan<float> dy, Span<float> dx, int columns, float mean, float scale, float first, float second) : IMap
    {
        private readonly ReadOnlySpan<float> _x = x;
        private readonly ReadOnlySpan<float> _gamma = gamma;
        private readonly ReadOnlySpan<float> _dy = dy;
        private readonly Span<float> _dx = dx;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Invoke<V>(nint row, nint column)
            where V : struct, IVector<V>
        {
            var gradient = V.Load(_dy, (row * columns) + column) * V.Load(_gamma, column);
            var normal = (V.Load(_x, (row * columns) + column) - V.Broadcast(mean)) * V.Broadcast(scale);
            ((gradient - V.Broadcast(first) - (normal * V.Broadcast(second))) * V.Broadcast(scale)).Store(_dx, (row * columns) + column);
        }
    }
}

/// <summary>The elements of a matrix.</summary>
internal readonly ref struct RowValues(ReadOnlySpan<float> x, int columns) : IRowPhase
{
    private readonly ReadOnlySpan<float> _x = x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V>(nint row, nint column)
        where V : struct, IVector<V> => V.Load(_x, (row * columns) + column);
}

/// <summary>The elements of a matrix, and their squares; counts visits.</summary>
internal readonly ref struct ValuesAndSquares(ReadOnlySpan<float> x, Span<float> visits, int columns) : IRowPhasePair
{
    private readonly ReadOnlySpan<float> _x = x;
    private readonly Span<float> _visits = visits;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V>(nint row, nint column, out V second)
        where V : struct, IVector<V>
    {
        var at = (row * columns) + column;
        (V.Load(_visits, at) + V.One).Store(_visits, at);
        var value = V.Load(_x, at);
        second = value * value;
        return value;
    }
}
