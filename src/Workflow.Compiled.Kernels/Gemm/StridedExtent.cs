using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Workflow.Compiled.Kernels;

/// <summary>Which elements of a span are those of a matrix whose rows lie apart.</summary>
/// <param name="Rows">The number of rows in memory.</param>
/// <param name="Columns">The number of columns in memory.</param>
/// <param name="Stride">From one row to the next, at least <paramref name="Columns"/>.</param>
internal readonly record struct StridedExtent(long Rows, long Columns, long Stride)
{
    /// <summary>The number of elements from the first to the last.</summary>
    public long Length => Rows == 0 || Columns == 0 ? 0 : ((Rows - 1) * Stride) + Columns;

    /// <summary>The number of elements from the first to the last, after checking that a span has them.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative, or the stride is less than the columns.</exception>
    /// <exception cref="ArgumentException">The span is too short.</exception>
    public static int Of(int length, int rows, int columns, int rowStride, [CallerArgumentExpression(nameof(length))] string name = "")
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        ArgumentOutOfRangeException.ThrowIfLessThan(rowStride, columns);
        var needed = new StridedExtent(rows, columns, rowStride).Length;
        return needed <= length
            ? (int)needed
            : throw new ArgumentException($"A {rows} x {columns} matrix with rows {rowStride} apart needs {needed} values, but there are {length}.", name.Split('.')[0]);
    }

    /// <summary>Whether two matrices share an element. Those that only reach between each other's rows do not.</summary>
    /// <remarks>Free where the spans do not overlap, one division where the strides agree, else one a row.</remarks>
    public static bool Overlap(ReadOnlySpan<float> leftData, StridedExtent left, ReadOnlySpan<float> rightData, StridedExtent right)
    {
        if (!leftData.Overlaps(rightData))
            return false;
        var distance = (long)Unsafe.ByteOffset(ref MemoryMarshal.GetReference(leftData), ref MemoryMarshal.GetReference(rightData));
        return Overlap(left.ToBytes(), right.ToBytes(), distance);
    }

    /// <summary>Whether two matrices share an element, all lengths in one unit.</summary>
    /// <param name="left">One matrix.</param>
    /// <param name="right">The other matrix.</param>
    /// <param name="distance">From the first element of the left matrix to that of the right.</param>
    public static bool Overlap(StridedExtent left, StridedExtent right, long distance)
    {
        if (left.Length == 0 || right.Length == 0 || distance >= left.Length || distance <= -right.Length)
            return false;
        if (left.Stride == right.Stride)
        {
            // A row of the left matrix meets one of the right, k rows before it, where -right.Columns < distance - k stride < left.Columns.
            var first = Math.Max(-(right.Rows - 1), FloorDivide(distance - left.Columns, left.Stride) + 1);
            var last = Math.Min(left.Rows - 1, FloorDivide(distance + right.Columns - 1, left.Stride));
            return first <= last;
        }

        var row = new StridedExtent(1, left.Columns, right.Stride);
        for (long i = 0; i < left.Rows; i++)
        {
            if (Overlap(row, right, distance - (i * left.Stride)))
                return true;
        }

        return false;
    }

    /// <summary>The same in bytes.</summary>
    public StridedExtent ToBytes() => new(Rows, Columns * sizeof(float), Stride * sizeof(float));

    private static long FloorDivide(long dividend, long divisor) =>
        (dividend / divisor) - (dividend % divisor < 0 ? 1 : 0);
}
