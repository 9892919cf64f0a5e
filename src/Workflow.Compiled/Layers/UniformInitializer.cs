using System.Runtime.CompilerServices;
using Workflow.Compiled.Kernels;

namespace Workflow.Compiled;

/// <summary>Uniform values.</summary>
/// <param name="low">The least.</param>
/// <param name="high">What all are below.</param>
internal sealed class UniformInitializer(float low, float high) : Initializer
{
    internal override void Fill(Span<float> values, Shape shape, PhiloxKey key) =>
        Pointwise.Run(1, values.Length, new UniformMap { Key = key, Low = low, Range = high - low, Values = values });

    private readonly ref struct UniformMap : IMap
    {
        public PhiloxKey Key { get; init; }

        public float Low { get; init; }

        public float Range { get; init; }

        public Span<float> Values { get; init; }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Invoke<V>(nint row, nint column)
            where V : struct, IVector<V> =>
            (Philox.Uniform<V>(Key, column) * V.Broadcast(Range) + V.Broadcast(Low)).Store(Values, column);
    }
}
