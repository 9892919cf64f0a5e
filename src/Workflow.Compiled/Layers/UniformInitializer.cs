using System.Runtime.CompilerServices;
using Workflow.Compiled.Kernels;

namespace Workflow.Compiled;

/// <summary>Values uniform between −bound and bound.</summary>
/// <param name="bound">The largest magnitude.</param>
internal sealed class UniformInitializer(float bound) : Initializer
{
    public override void Fill(Span<float> values, PhiloxKey key) =>
        Pointwise.Run(1, values.Length, new UniformMap { Key = key, Bound = bound, Values = values });

    private readonly ref struct UniformMap : IMap
    {
        public PhiloxKey Key { get; init; }

        public float Bound { get; init; }

        public Span<float> Values { get; init; }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Invoke<V>(nint row, nint column)
            where V : struct, IVector<V> =>
            (Philox.Uniform<V>(Key, column) * V.Broadcast(2 * Bound) - V.Broadcast(Bound)).Store(Values, column);
    }
}
