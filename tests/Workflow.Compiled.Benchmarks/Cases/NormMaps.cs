using System.Runtime.CompilerServices;
using Workflow.Compiled.Kernels;

namespace Workflow.Compiled.Benchmarks;

// y = layer norm(x + dropout(z)) and its gradients, written as the compiler would emit them. The forward pass keeps h = x + dropout(z), mean and scale.

/// <summary>Whether there is dropout, known to the JIT.</summary>
internal interface IDropout
{
    static abstract V Apply<V>(V value, in PhiloxKey key, nint index, float rate)
        where V : struct, IVector<V>;
}

internal readonly struct WithDropout : IDropout
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Apply<V>(V value, in PhiloxKey key, nint index, float rate)
        where V : struct, IVector<V> => value * DropoutMask.Scale<V>(key, index, rate);
}

internal readonly struct WithoutDropout : IDropout
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Apply<V>(V value, in PhiloxKey key, nint index, float rate)
        where V : struct, IVector<V> => value;
}

internal readonly ref struct NormForward<TDropout>(
    ReadOnlySpan<float> x, ReadOnlySpan<float> z, Span<float> h, ReadOnlySpan<float> gamma, ReadOnlySpan<float> beta, Span<float> y, Span<float> means,
    Span<float> scales, PhiloxKey key, float rate, int columns) : IRowMap
    where TDropout : struct, IDropout
{
    private readonly ReadOnlySpan<float> _x = x;
    private readonly ReadOnlySpan<float> _z = z;
    private readonly Span<float> _h = h;
    private readonly ReadOnlySpan<float> _gamma = gamma;
    private readonly ReadOnlySpan<float> _beta = beta;
    private readonly Span<float> _y = y;
    private readonly Span<float> _means = means;
    private readonly Span<float> _scales = scales;

    public void Invoke(nint row)
    {
        var mean = (float)(RowLoop.Sum(columns, new Residual(_x, _z, _h, key, rate, columns), row) / columns);
        var variance = RowLoop.Sum(columns, new SquaredDistance(_h, columns, mean), row) / columns;
        var scale = (float)(1 / Math.Sqrt(variance + 1e-5));
        (_means[(int)row], _scales[(int)row]) = (mean, scale);
        RowLoop.Run(columns, new Normalise(_h, _gamma, _beta, _y, columns, mean, scale), row);
    }

    private readonly ref struct Residual(ReadOnlySpan<float> x, ReadOnlySpan<float> z, Span<float> h, PhiloxKey key, float rate, int columns) : IRowPhase
    {
        private readonly ReadOnlySpan<float> _x = x;
        private readonly ReadOnlySpan<float> _z = z;
        private readonly Span<float> _h = h;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Invoke<V>(nint row, nint column)
            where V : struct, IVector<V>
        {
            var at = (row * columns) + column;
            var value = V.Load(_x, at) + TDropout.Apply(V.Load(_z, at), key, at, rate);
            value.Store(_h, at);
            return value;
        }
    }

    private readonly ref struct SquaredDistance(ReadOnlySpan<float> h, int columns, float mean) : IRowPhase
    {
        private readonly ReadOnlySpan<float> _h = h;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Invoke<V>(nint row, nint column)
            where V : struct, IVector<V>
        {
            var distance = V.Load(_h, (row * columns) + column) - V.Broadcast(mean);
            return distance * distance;
        }
    }

    private readonly ref struct Normalise(
        ReadOnlySpan<float> h, ReadOnlySpan<float> gamma, ReadOnlySpan<float> beta, Span<float> y, int columns, float mean, float scale) : IMap
    {
        private readonly ReadOnlySpan<float> _h = h;
        private readonly ReadOnlySpan<float> _gamma = gamma;
        private readonly ReadOnlySpan<float> _beta = beta;
        private readonly Span<float> _y = y;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Invoke<V>(nint row, nint column)
            where V : struct, IVector<V>
        {
            var at = (row * columns) + column;
            var normal = (V.Load(_h, at) - V.Broadcast(mean)) * V.Broadcast(scale);
            V.MultiplyAdd(normal, V.Load(_gamma, column), V.Load(_beta, column)).Store(_y, at);
        }
    }
}

internal readonly ref struct NormBackward<TDropout>(
    ReadOnlySpan<float> h, ReadOnlySpan<float> gamma, ReadOnlySpan<float> dy, Span<float> dx, Span<float> dz, ReadOnlySpan<float> means,
    ReadOnlySpan<float> scales, PhiloxKey key, float rate, int columns) : IRowMap
    where TDropout : struct, IDropout
{
    private readonly ReadOnlySpan<float> _h = h;
    private readonly ReadOnlySpan<float> _gamma = gamma;
    private readonly ReadOnlySpan<float> _dy = dy;
    private readonly Span<float> _dx = dx;
    private readonly Span<float> _dz = dz;
    private readonly ReadOnlySpan<float> _means = means;
    private readonly ReadOnlySpan<float> _scales = scales;

    public void Invoke(nint row)
    {
        var (mean, scale) = (_means[(int)row], _scales[(int)row]);
        var (first, second) = RowLoop.SumPair(columns, new Products(_h, _gamma, _dy, columns, mean, scale), row);
        RowLoop.Run(columns, new Apply(this, mean, scale, (float)(first / columns), (float)(second / columns)), row);
    }

    private readonly ref struct Products(
        ReadOnlySpan<float> h, ReadOnlySpan<float> gamma, ReadOnlySpan<float> dy, int columns, float mean, float scale) : IRowPhasePair
    {
        private readonly ReadOnlySpan<float> _h = h;
        private readonly ReadOnlySpan<float> _gamma = gamma;
        private readonly ReadOnlySpan<float> _dy = dy;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Invoke<V>(nint row, nint column, out V second)
            where V : struct, IVector<V>
        {
            var at = (row * columns) + column;
            var gradient = V.Load(_dy, at) * V.Load(_gamma, column);
            second = gradient * ((V.Load(_h, at) - V.Broadcast(mean)) * V.Broadcast(scale));
            return gradient;
        }
    }

    private readonly ref struct Apply(scoped in NormBackward<TDropout> rows, float mean, float scale, float first, float second) : IMap
    {
        private readonly ReadOnlySpan<float> _h = rows._h;
        private readonly ReadOnlySpan<float> _gamma = rows._gamma;
        private readonly ReadOnlySpan<float> _dy = rows._dy;
        private readonly Span<float> _dx = rows._dx;
        private readonly Span<float> _dz = rows._dz;
        private readonly PhiloxKey _key = rows.Key;
        private readonly float _rate = rows.Rate;
        private readonly int _columns = rows.Columns;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Invoke<V>(nint row, nint column)
            where V : struct, IVector<V>
        {
            var at = (row * _columns) + column;
            var gradient = V.Load(_dy, at) * V.Load(_gamma, column);
            var normal = (V.Load(_h, at) - V.Broadcast(mean)) * V.Broadcast(scale);
            var dx = (gradient - V.Broadcast(first) - (normal * V.Broadcast(second))) * V.Broadcast(scale);
            dx.Store(_dx, at);
            TDropout.Apply(dx, _key, at, _rate).Store(_dz, at);
        }
    }

    private PhiloxKey Key => key;

    private float Rate => rate;

    private int Columns => columns;
}

/// <summary>The gradients of scale and shift.</summary>
internal readonly ref struct NormParameters(
    ReadOnlySpan<float> h, ReadOnlySpan<float> dy, ReadOnlySpan<float> means, ReadOnlySpan<float> scales, int columns) : IRowPhasePair
{
    private readonly ReadOnlySpan<float> _h = h;
    private readonly ReadOnlySpan<float> _dy = dy;
    private readonly ReadOnlySpan<float> _means = means;
    private readonly ReadOnlySpan<float> _scales = scales;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V>(nint row, nint column, out V second)
        where V : struct, IVector<V>
    {
        var at = (row * columns) + column;
        var gradient = V.Load(_dy, at);
        second = gradient;
        return gradient * ((V.Load(_h, at) - V.Broadcast(_means[(int)row])) * V.Broadcast(_scales[(int)row]));
    }
}

/// <summary>softmax by the template, against which its own kernel is measured.</summary>
internal readonly ref struct SoftmaxSteps(ReadOnlySpan<float> x, Span<float> y, int columns) : IRowMap
{
    private readonly ReadOnlySpan<float> _x = x;
    private readonly Span<float> _y = y;

    public void Invoke(nint row)
    {
        var largest = RowLoop.Max(columns, new Values(_x, columns), row);
        var sum = RowLoop.Sum(columns, new Powers(_x, _y, columns, largest), row);
        RowLoop.Run(columns, new Scale(_y, columns, (float)(1 / sum)), row);
    }

    private readonly ref struct Values(ReadOnlySpan<float> x, int columns) : IRowPhase
    {
        private readonly ReadOnlySpan<float> _x = x;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Invoke<V>(nint row, nint column)
            where V : struct, IVector<V> => V.Load(_x, (row * columns) + column);
    }

    private readonly ref struct Powers(ReadOnlySpan<float> x, Span<float> y, int columns, float largest) : IRowPhase
    {
        private readonly ReadOnlySpan<float> _x = x;
        private readonly Span<float> _y = y;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Invoke<V>(nint row, nint column)
            where V : struct, IVector<V>
        {
            var at = (row * columns) + column;
            var power = VectorMath.Exp(V.Load(_x, at) - V.Broadcast(largest));
            power.Store(_y, at);
            return power;
        }
    }

    private readonly ref struct Scale(Span<float> y, int columns, float factor) : IMap
    {
        private readonly Span<float> _y = y;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Invoke<V>(nint row, nint column)
            where V : struct, IVector<V> => (V.Load(_y, (row * columns) + column) * V.Broadcast(factor)).Store(_y, (row * columns) + column);
    }
}
