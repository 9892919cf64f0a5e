using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>The gradient of <see cref="SoftmaxColumns"/>; a unit is a column tile of one matrix.</summary>
internal readonly unsafe struct SoftmaxColumnsGradient(float* output, float* outputGradient, nint length, nint inner, float* inputGradient, bool isLogarithm)
    : IRangeKernel, IColumnKernel
{
    /// <inheritdoc/>
    public void Run<V>(nint from, nint to)
        where V : struct, IVector<V> => ColumnTile.Run<SoftmaxColumnsGradient, V>(in this, length, inner, from, to);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Columns<V>(nint first)
        where V : struct, IVector<V>
    {
        var y = output + first;
        var dy = outputGradient + first;
        var dx = inputGradient + first;
        var end = length * inner;
        V sum = V.Zero, lost = V.Zero;
        for (nint i = 0; i < end; i += inner)
            Compensated.Add(isLogarithm ? V.Load(dy + i) : V.Load(y + i) * V.Load(dy + i), ref sum, ref lost);
        sum = Compensated.Total(sum, lost);

        if (isLogarithm)
        {
            for (nint i = 0; i < end; i += inner)
                V.MultiplyAdd(-VectorMath.Exp(V.Load(y + i)), sum, V.Load(dy + i)).Store(dx + i);
        }
        else
        {
            for (nint i = 0; i < end; i += inner)
                (V.Load(y + i) * (V.Load(dy + i) - sum)).Store(dx + i);
        }
    }
}
