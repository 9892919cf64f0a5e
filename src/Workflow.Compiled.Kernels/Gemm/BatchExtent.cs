using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Workflow.Compiled.Kernels;

/// <summary>Which elements of a span are those of matrices at equal distances.</summary>
/// <param name="Count">The number of matrices.</param>
/// <param name="Stride">From one matrix to the next.</param>
/// <param name="Matrix">The elements of one.</param>
internal readonly record struct BatchExtent(long Count, long Stride, StridedExtent Matrix)
{
    /// <summary>The number of elements from the first to the last.</summary>
    public long Length => Count == 0 || Matrix.Length == 0 ? 0 : ((Count - 1) * Stride) + Matrix.Length;

    /// <summary>Whether two of the matrices share an element.</summary>
    public bool OverlapsItself
    {
        get
        {
            // Apart from each other, or all within the first row of the first, and so on down the rows.
            if (Stride >= Matrix.Length || (Stride >= Matrix.Columns && ((Count - 1) * Stride) + Matrix.Columns <= Matrix.Stride))
                return false;
            for (long item = 1; item < Count; item++)
            {
                if (StridedExtent.Overlap(Matrix, Matrix, item * Stride))
                    return true;
            }

            return false;
        }
    }

    /// <summary>The number of elements from the first to the last, after checking that a span has them.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative, or the row stride is less than the columns.</exception>
    /// <exception cref="ArgumentException">The span is too short.</exception>
    public static int Of(
        int length, int count, int rows, int columns, int rowStride, int batchStride, [CallerArgumentExpression(nameof(length))] string name = "")
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        ArgumentOutOfRangeException.ThrowIfLessThan(rowStride, columns);
        ArgumentOutOfRangeException.ThrowIfNegative(batchStride);
        var needed = new BatchExtent(count, batchStride, new(rows, columns, rowStride)).Length;
        return needed <= length
            ? (int)needed
            : throw new ArgumentException(
                $"{count} matrices {rows} x {columns} with rows {rowStride} and matrices {batchStride} apart need {needed} values, but there are {length}.",
                name.Split('.')[0]);
    }

    /// <summary>Whether two batches share an element. Those that only reach between each other's rows do not.</summary>
    /// <remarks>Free where the spans do not overlap; else one step a pair of matrices, or a distance between two where the strides agree.</remarks>
    public static bool Overlap(ReadOnlySpan<float> leftData, BatchExtent left, ReadOnlySpan<float> rightData, BatchExtent right)
    {
        if (!leftData.Overlaps(rightData))
            return false;
        var distance = (long)Unsafe.ByteOffset(ref MemoryMarshal.GetReference(leftData), ref MemoryMarshal.GetReference(rightData));
        return Overlap(left.ToBytes(), right.ToBytes(), distance);
    }

    /// <summary>Whether two batches share an element, all lengths in one unit.</summary>
    public static bool Overlap(BatchExtent left, BatchExtent right, long distance)
    {
        if (left.Length == 0 || right.Length == 0)
            return false;

        // With one stride for both only the distance between two matrices matters.
        var pairsLeft = left.Stride == right.Stride ? Math.Min(left.Count, 1) : left.Count;
        var before = left.Stride == right.Stride ? -(left.Count - 1) : 0;
        for (long l = 0; l < pairsLeft; l++)
        {
            for (var r = before; r < right.Count; r++)
            {
                if (StridedExtent.Overlap(left.Matrix, right.Matrix, distance + (r * right.Stride) - (l * left.Stride)))
                    return true;
            }
        }

        return false;
    }

    private BatchExtent ToBytes() => new(Count, Stride * sizeof(float), Matrix.ToBytes());
}
