using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Workflow.Compiled.Kernels;

/// <summary>Matrix products.</summary>
public static unsafe partial class Gemm
{
    /// <summary>result = left · right.</summary>
    /// <inheritdoc cref="Multiply{TEpilogue}(Matrix, Matrix, Span{float}, in TEpilogue)"/>
    public static void Multiply(Matrix left, Matrix right, Span<float> result) => Multiply(left, right, result, default(NoEpilogue));

    /// <summary>result = epilogue(left · right).</summary>
    /// <remarks>
    /// Each element is a sum in the order of the inner dimension, multiply-adds rounded once, in blocks whose length depends on the inner
    /// dimension alone: the result does not depend on the number of threads. Where the result holds a product, the epilogue follows at once.
    /// </remarks>
    /// <param name="left">rows x inner.</param>
    /// <param name="right">inner x columns.</param>
    /// <param name="result">rows x columns, row by row; must not overlap the factors, nor what the epilogue reads.</param>
    /// <param name="epilogue">What happens to each element before it is stored.</param>
    /// <exception cref="ArgumentException">The inner dimensions differ, the result has another length, or it overlaps a factor.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply<TEpilogue>(Matrix left, Matrix right, Span<float> result, scoped in TEpilogue epilogue)
        where TEpilogue : struct, IEpilogue, allows ref struct
    {
        CheckDense(left, right, result);
        Multiply(left, right, result, right.Columns, in epilogue);
    }

    /// <summary>result = left · right, into some columns of a wider matrix. What lies between the rows is not touched.</summary>
    /// <inheritdoc cref="Multiply{TEpilogue}(Matrix, Matrix, Span{float}, int, in TEpilogue)"/>
    public static void Multiply(Matrix left, Matrix right, Span<float> result, int resultStride) => Multiply(left, right, result, resultStride, default(NoEpilogue));

    /// <summary>result = epilogue(left · right), into some columns of a wider matrix. What lies between the rows is not touched.</summary>
    /// <remarks>Costs what a product into a dense result costs. Where there is more than one row, gaps change no bit.</remarks>
    /// <param name="left">rows x inner.</param>
    /// <param name="right">inner x columns.</param>
    /// <param name="result">
    /// From the first element of the result on; what is behind the last is not touched. Must share no element with the factors, nor with what the epilogue reads.
    /// </param>
    /// <param name="resultStride">From the first element of a row of the result to that of the next, at least the columns.</param>
    /// <param name="epilogue">What happens to each element before it is stored.</param>
    /// <exception cref="ArgumentOutOfRangeException">The stride is less than the columns.</exception>
    /// <exception cref="ArgumentException">The inner dimensions differ, the result is too short, or it shares an element with a factor.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply<TEpilogue>(Matrix left, Matrix right, Span<float> result, int resultStride, scoped in TEpilogue epilogue)
        where TEpilogue : struct, IEpilogue, allows ref struct =>
        Run(left, right, result, resultStride, isSum: false, in epilogue);

    /// <summary>result += left · right: a product whose inner dimension comes in parts, such as a gradient over several batches.</summary>
    /// <remarks>Costs one more load of the result than <see cref="Multiply(Matrix, Matrix, Span{float})"/>.</remarks>
    /// <param name="left">rows x inner.</param>
    /// <param name="right">inner x columns.</param>
    /// <param name="result">rows x columns, row by row; must not overlap the factors.</param>
    /// <exception cref="ArgumentException">The inner dimensions differ, the result has another length, or it overlaps a factor.</exception>
    public static void MultiplyAdd(Matrix left, Matrix right, Span<float> result)
    {
        CheckDense(left, right, result);
        Run(left, right, result, right.Columns, isSum: true, default(NoEpilogue));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<TEpilogue>(Matrix left, Matrix right, Span<float> result, int resultStride, bool isSum, scoped in TEpilogue epilogue)
        where TEpilogue : struct, IEpilogue, allows ref struct
    {
        Check(left, right, ref result, resultStride);
        if (result.IsEmpty)
            return;
        fixed (float* l = left.Data, r = right.Data, c = result)
        {
            var (a, b) = (new Operand((nint)l, left.RowStride, left.ColumnStride), new Operand((nint)r, right.RowStride, right.ColumnStride));
            var target = new Target((nint)c, resultStride, IsSum: isSum);
            if (Vector512.IsHardwareAccelerated)
                GemmWork.Run<Lanes16, TEpilogue>(a, b, target, left.Rows, right.Columns, left.Columns, in epilogue);
            else if (Vector256.IsHardwareAccelerated)
                GemmWork.Run<Lanes8, TEpilogue>(a, b, target, left.Rows, right.Columns, left.Columns, in epilogue);
            else
                GemmWork.Run<Lanes4, TEpilogue>(a, b, target, left.Rows, right.Columns, left.Columns, in epilogue);
        }
    }

    private static void CheckDense(Matrix left, Matrix right, Span<float> result)
    {
        if (result.Length != (long)left.Rows * right.Columns)
        {
            throw new ArgumentException(
                $"The product is {left.Rows} x {right.Columns}, {(long)left.Rows * right.Columns} values, but the result has {result.Length}.", nameof(result));
        }
    }

    private static void CheckInner(int leftRows, int leftColumns, int rightRows, int rightColumns)
    {
        if (leftColumns != rightRows)
            throw new ArgumentException($"A {leftRows} x {leftColumns} matrix cannot be multiplied with a {rightRows} x {rightColumns} matrix.", "right");
    }

    private static void Check(Matrix left, Matrix right, ref Span<float> result, int resultStride)
    {
        CheckInner(left.Rows, left.Columns, right.Rows, right.Columns);
        result = result[..StridedExtent.Of(result.Length, left.Rows, right.Columns, resultStride)];
        var extent = new StridedExtent(left.Rows, right.Columns, resultStride);
        if (StridedExtent.Overlap(left.Data, left.Extent, result, extent) || StridedExtent.Overlap(right.Data, right.Extent, result, extent))
            throw new ArgumentException("The result overlaps a factor.", nameof(result));
    }
}
