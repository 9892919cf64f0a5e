using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>Softmax, or its logarithm, of each column of row-major matrices [length, inner]; a unit is a column tile of one matrix.</summary>
internal readonly unsafe struct SoftmaxColumns(float* source, nint length, nint inner, float* destination, bool wantsLogarithm) : IRangeKernel, IColumnKernel
{
    /// <inheritdoc/>
    public void Run<V>(nint from, nint to)
        where V : struct, IVector<V> => ColumnTile.Run<SoftmaxColumns, V>(in this, length, inner, from, to);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Columns<V>(nint first)
        where V : struct, IVector<V>
    {
        var x = source + first;
        var y = destination + first;
        var end = length * inner;
        var largest = V.Broadcast(float.NegativeInfinity);
        for (nint i = 0; i < end; i += inner)
            largest = V.Max(largest, V.Load(x + i));

        V sum = V.Zero, lost = V.Zero;
        for (nint i = 0; i < end; i += inner)
        {
            var power = VectorMath.Exp(V.Load(x + i) - largest);
            Compensated.Add(power, ref sum, ref lost);
            if (!wantsLogarithm)
                power.Store(y + i);
        }

        sum = Compensated.Total(sum, lost);
        if (wantsLogarithm)
        {
            var logarithm = VectorMath.Log(sum);
            for (nint i = 0; i < end; i += inner)
                (V.Load(x + i) - largest - logarithm).Store(y + i);
        }
        else
        {
            var factor = V.One / sum;
            for (nint i = 0; i < end; i += inner)
                (V.Load(y + i) * factor).Store(y + i);
        }
    }
}
