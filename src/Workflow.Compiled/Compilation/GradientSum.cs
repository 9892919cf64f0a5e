using System.Runtime.CompilerServices;
using Workflow.Compiled.Kernels;

namespace Workflow.Compiled;

/// <summary>Adds a gradient to another.</summary>
public static class GradientSum
{
    /// <summary>sum[i] += gradient[i].</summary>
    /// <param name="gradient">What is added.</param>
    /// <param name="sum">What it is added to; of the same length.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Add(ReadOnlySpan<float> gradient, Span<float> sum)
    {
        if (gradient.Length != sum.Length)
            throw new ArgumentException($"{gradient.Length} values cannot be added to {sum.Length}", nameof(gradient));
        Pointwise.Run(1, sum.Length, new Map { Gradient = gradient, Sum = sum });
    }

    private readonly ref struct Map : IMap
    {
        public ReadOnlySpan<float> Gradient { get; init; }

        public Span<float> Sum { get; init; }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Invoke<V>(nint row, nint column)
            where V : struct, IVector<V> =>
            (V.Load(Sum, column) + V.Load(Gradient, column)).Store(Sum, column);
    }
}
