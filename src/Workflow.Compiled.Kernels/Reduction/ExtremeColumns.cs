using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>The largest or smallest elements of the columns of row-major matrices [rows, columns]; a unit is a column tile of one matrix.</summary>
internal readonly unsafe struct ExtremeColumns<TOrder>(float* source, nint rows, nint columns, float* destination) : IRangeKernel, IColumnKernel
    where TOrder : struct, IOrder
{
    /// <inheritdoc/>
    public void Run<V>(nint from, nint to)
        where V : struct, IVector<V> => ColumnTile.Run<ExtremeColumns<TOrder>, V>(in this, rows, columns, from, to);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Columns<V>(nint first)
        where V : struct, IVector<V>
    {
        var at = source + first;
        V even = V.Load(at), odd = even;
        nint row = 1;
        for (; row + 1 < rows; row += 2)
        {
            even = TOrder.Pick(even, V.Load(at + row * columns));
            odd = TOrder.Pick(odd, V.Load(at + (row + 1) * columns));
        }

        if (row < rows)
            even = TOrder.Pick(even, V.Load(at + row * columns));
        var (matrix, place) = Math.DivRem(first, rows * columns);
        TOrder.Pick(even, odd).Store(destination + matrix * columns + place);
    }
}
