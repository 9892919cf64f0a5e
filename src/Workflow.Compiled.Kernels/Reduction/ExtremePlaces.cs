using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>The places of the largest or smallest elements of the rows of a row-major matrix; a unit is a row.</summary>
internal readonly unsafe struct ExtremePlaces<TOrder>(float* source, nint length, int* destination) : IRangeKernel
    where TOrder : struct, IOrder
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<V>(nint from, nint to)
        where V : struct, IVector<V>
    {
        for (var row = from; row < to; row++)
        {
            var x = source + row * length;
            destination[row] = PlaceOf(x, ExtremeRows<TOrder>.Of<V>(x, length));
        }
    }

    // A row with NaN has it as its extreme.
    private static int PlaceOf(float* x, float extreme)
    {
        var place = 0;
        if (float.IsNaN(extreme))
        {
            while (!float.IsNaN(x[place]))
                place++;
        }
        else
        {
            while (x[place] != extreme)
                place++;
        }

        return place;
    }
}
