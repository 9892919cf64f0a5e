using System.Runtime.CompilerServices;
using Workflow.Compiled.Kernels;

namespace Workflow.Compiled.Benchmarks;

// y = relu(batch norm(x) + skip) and its gradients over [rows, channels], written as the compiler emits them: two passes forward, two backward.

/// <summary>Normalises, adds the residual, activates.</summary>
internal readonly ref struct BatchNormForward : IMap
{
    public ReadOnlySpan<float> X { get; init; }

    public ReadOnlySpan<float> Skip { get; init; }

    public ReadOnlySpan<float> Statistics { get; init; }

    public ReadOnlySpan<float> Scale { get; init; }

    public ReadOnlySpan<float> Bias { get; init; }

    public Span<float> Y { get; init; }

    public int Channels { get; init; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Invoke<V>(nint row, nint column)
        where V : struct, IVector<V>
    {
        var at = (row * Channels) + column;
        var normalized = ((V.Load(X, at) - V.Load(Statistics, column)) * V.Load(Scale, column)) + V.Load(Bias, column);
        V.AtLeast(normalized + V.Load(Skip, at), V.Zero).Store(Y, at);
    }
}

/// <summary>The gradient behind the activation, which is the residual's, and what is summed of it.</summary>
internal readonly ref struct BatchNormSums : IRowPhasePair
{
    public ReadOnlySpan<float> Y { get; init; }

    public ReadOnlySpan<float> Gradient { get; init; }

    public ReadOnlySpan<float> X { get; init; }

    public ReadOnlySpan<float> Statistics { get; init; }

    public Span<float> SkipGradient { get; init; }

    public int Channels { get; init; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Invoke<V>(nint row, nint column, out V second)
        where V : struct, IVector<V>
    {
        var at = (row * Channels) + column;
        var gradient = V.Select(V.GreaterThan(V.Load(Y, at), V.Zero), V.Load(Gradient, at), V.Zero);
        gradient.Store(SkipGradient, at);
        second = gradient;
        return gradient * (V.Load(X, at) - V.Load(Statistics, column));
    }
}

/// <summary>The gradient of what is normalised.</summary>
internal readonly ref struct BatchNormBackward : IMap
{
    public ReadOnlySpan<float> Scale { get; init; }

    public ReadOnlySpan<float> Gradient { get; init; }

    public ReadOnlySpan<float> Sum { get; init; }

    public ReadOnlySpan<float> X { get; init; }

    public ReadOnlySpan<float> Statistics { get; init; }

    public ReadOnlySpan<float> Slope { get; init; }

    public Span<float> XGradient { get; init; }

    public int Rows { get; init; }

    public int Channels { get; init; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Invoke<V>(nint row, nint column)
        where V : struct, IVector<V>
    {
        var at = (row * Channels) + column;
        var along = (V.Load(X, at) - V.Load(Statistics, column)) * V.Load(Slope, column);
        (V.Load(Scale, column) * (V.Load(Gradient, at) - (V.Load(Sum, column) / V.Broadcast(Rows)) - along)).Store(XGradient, at);
    }
}
