using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <content>Sums of what a phase computes: nothing but the sums is written.</content>
public static partial class Reduce
{
    /// <summary>destination[c] = sum over r of phase(r, c): the gradient of a bias, computed and summed in one pass.</summary>
    /// <remarks>
    /// Reads what the phase reads, once, and writes one row. Rows are added in runs of 32, and runs with their rounding errors carried along, as in
    /// <see cref="Sum"/>. Threads divide the columns, so few columns run on few threads.
    /// </remarks>
    /// <param name="rows">The number of rows; with none the sums are 0.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="phase">What is summed; it is called once for each element, and checks its own operands.</param>
    /// <param name="destination">[columns]; must not overlap what the phase reads.</param>
    /// <exception cref="ArgumentOutOfRangeException">A dimension is negative.</exception>
    /// <exception cref="ArgumentException">The destination does not have the length the dimensions give.</exception>
    public static unsafe void SumColumns<TPhase>(int rows, int columns, scoped in TPhase phase, Span<float> destination)
        where TPhase : struct, IRowPhase, allows ref struct
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        Extent.Check(columns, destination);
        fixed (float* to = destination)
            PhaseColumns.Run(rows, columns, new PhaseColumns.Single<TPhase> { Phase = phase }, to, null);
    }

    /// <summary>
    /// first[c], second[c] = sums over r of both values of phase(r, c): the gradients of a normalisation's scale and shift in one pass.
    /// </summary>
    /// <param name="rows">The number of rows; with none the sums are 0.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="phase">What is summed; it is called once for each element, and checks its own operands.</param>
    /// <param name="first">[columns]; must not overlap what the phase reads.</param>
    /// <param name="second">[columns]; must not overlap what the phase reads.</param>
    /// <exception cref="ArgumentException">A destination does not have the length the dimensions give, or they overlap.</exception>
    /// <inheritdoc cref="SumColumns"/>
    public static unsafe void SumColumnsPair<TPhase>(int rows, int columns, scoped in TPhase phase, Span<float> first, Span<float> second)
        where TPhase : struct, IRowPhasePair, allows ref struct
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        Extent.Check(columns, first);
        Extent.Check(columns, second);
        if (first.Overlaps(second))
            throw new ArgumentException("The destinations overlap.", nameof(second));
        fixed (float* a = first, b = second)
            PhaseColumns.Run(rows, columns, in phase, a, b);
    }

    /// <summary>The sum of a phase over all rows and columns; 0 where there are none. A mean is this, divided by rows x columns.</summary>
    /// <remarks>
    /// Reads what the phase reads, once. Added as by <see cref="RowLoop"/>, then in float64, in parts that depend on the shape alone. A domain without
    /// broadcasting is fastest as one long row.
    /// </remarks>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="phase">What is summed; it is called once for each element, and checks its own operands.</param>
    /// <exception cref="ArgumentOutOfRangeException">A dimension is negative.</exception>
    public static double SumAll<TPhase>(int rows, int columns, scoped in TPhase phase)
        where TPhase : struct, IRowPhase, allows ref struct
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        return PhaseTotal.Of(rows, columns, in phase);
    }

    /// <summary>destination[0] = sum of a phase over all rows and columns, divided by a number: a loss that is a sum or a mean.</summary>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="phase">What is summed; it is called once for each element, and checks its own operands.</param>
    /// <param name="destination">[1].</param>
    /// <param name="divisor">For a mean the number of elements; of 0 elements it is NaN.</param>
    /// <exception cref="ArgumentOutOfRangeException">A dimension is negative.</exception>
    /// <exception cref="ArgumentException">The destination does not have one element.</exception>
    public static void SumAll<TPhase>(int rows, int columns, scoped in TPhase phase, Span<float> destination, int divisor = 1)
        where TPhase : struct, IRowPhase, allows ref struct
    {
        Extent.Check(1, destination);
        destination[0] = (float)(SumAll(rows, columns, in phase) / divisor);
    }
}
