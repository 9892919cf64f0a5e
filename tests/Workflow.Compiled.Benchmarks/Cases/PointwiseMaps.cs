using System.Runtime.CompilerServices;
using Workflow.Compiled.Kernels;

namespace Workflow.Compiled.Benchmarks;

// The maps of the pointwise cases, written as the compiler emits them.

internal readonly ref struct ReluMap : IMap
{
    public ReadOnlySpan<float> X { get; init; }

    public Span<float> Y { get; init; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Invoke<V>(nint row, nint column)
        where V : struct, IVector<V> => V.AtLeast(V.Load(X, column), V.Zero).Store(Y, column);
}

internal readonly ref struct GeluMap : IMap
{
    public ReadOnlySpan<float> X { get; init; }

    public Span<float> Y { get; init; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Invoke<V>(nint row, nint column)
        where V : struct, IVector<V> => VectorMath.Gelu(V.Load(X, column)).Store(Y, column);
}

internal readonly ref struct ExpMap : IMap
{
    public ReadOnlySpan<float> X { get; init; }

    public Span<float> Y { get; init; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Invoke<V>(nint row, nint column)
        where V : struct, IVector<V> => VectorMath.Exp(V.Load(X, column)).Store(Y, column);
}

internal readonly ref struct SigmoidMap : IMap
{
    public ReadOnlySpan<float> X { get; init; }

    public Span<float> Y { get; init; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Invoke<V>(nint row, nint column)
        where V : struct, IVector<V> => VectorMath.Sigmoid(V.Load(X, column)).Store(Y, column);
}

internal readonly ref struct AddMap : IMap
{
    public ReadOnlySpan<float> X { get; init; }

    public ReadOnlySpan<float> Z { get; init; }

    public Span<float> Y { get; init; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Invoke<V>(nint row, nint column)
        where V : struct, IVector<V> => (V.Load(X, column) + V.Load(Z, column)).Store(Y, column);
}

/// <summary>y = (relu(sigmoid(0.5 x + z) · x − 0.25) + z) · 2, as the compiler fuses it: one pass.</summary>
internal readonly ref struct ChainMap : IMap
{
    public ReadOnlySpan<float> X { get; init; }

    public ReadOnlySpan<float> Z { get; init; }

    public Span<float> Y { get; init; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Invoke<V>(nint row, nint column)
        where V : struct, IVector<V>
    {
        V x = V.Load(X, column), z = V.Load(Z, column);
        var gate = VectorMath.Sigmoid(x * V.Broadcast(0.5f) + z);
        var kept = V.AtLeast(gate * x - V.Broadcast(0.25f), V.Zero);
        ((kept + z) * V.Broadcast(2)).Store(Y, column);
    }
}
