using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>
/// The places of the largest or smallest elements of the columns of row-major matrices [rows, columns]; a unit is a column tile of one matrix.
/// </summary>
internal readonly unsafe struct ExtremeColumnPlaces<TOrder>(float* source, nint rows, nint columns, int* destination) : IRangeKernel, IColumnKernel
    where TOrder : struct, IOrder
{
    private const int Unknown = -1;

    /// <inheritdoc/>
    public void Run<V>(nint from, nint to)
        where V : struct, IVector<V> => ColumnTile.Run<ExtremeColumnPlaces<TOrder>, V>(in this, rows, columns, from, to);

    /// <inheritdoc/>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Columns<V>(nint first)
        where V : struct, IVector<V>
    {
        var at = source + first;
        var extreme = V.Load(at);
        for (nint row = 1; row < rows; row++)
            extreme = TOrder.Pick(extreme, V.Load(at + row * columns));
        var extremes = stackalloc float[V.Count];
        extreme.Store(extremes);

        var (matrix, place) = Math.DivRem(first, rows * columns);
        var places = destination + matrix * columns + place;
        new Span<int>(places, V.Count).Fill(Unknown);
        var left = V.Count;
        for (nint row = 0; left > 0; row++)
        {
            for (var lane = 0; lane < V.Count; lane++)
            {
                var value = at[row * columns + lane];
                if (places[lane] != Unknown || (value != extremes[lane] && !float.IsNaN(value)))
                    continue;
                places[lane] = (int)row;
                left--;
            }
        }
    }
}
