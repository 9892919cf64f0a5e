using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Workflow.Compiled.Kernels;

/// <content>Several products in one call.</content>
public static unsafe partial class Gemm
{
    /// <summary>result[i] = left[i] · right[i], dense results one after the other.</summary>
    /// <inheritdoc cref="MultiplyBatched{TEpilogue}(MatrixBatch, MatrixBatch, Span{float}, int, int, in TEpilogue)"/>
    public static void MultiplyBatched(MatrixBatch left, MatrixBatch right, Span<float> result) => MultiplyBatched(left, right, result, default(NoEpilogue));

    /// <summary>result[i] = epilogue(left[i] · right[i]), dense results one after the other.</summary>
    /// <param name="left">Factors rows x inner.</param>
    /// <param name="right">As many factors inner x columns.</param>
    /// <param name="result">count x rows x columns values; must not overlap the factors, nor what the epilogue reads.</param>
    /// <param name="epilogue">What happens to each element before it is stored. Its row counts over all results: product * rows + row.</param>
    /// <exception cref="ArgumentException">The numbers of factors or the inner dimensions differ, the result has another length, or it overlaps a factor.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void MultiplyBatched<TEpilogue>(MatrixBatch left, MatrixBatch right, Span<float> result, scoped in TEpilogue epilogue)
        where TEpilogue : struct, IEpilogue, allows ref struct
    {
        CheckFactors(left, right);
        var size = Extent.Of(left.Rows, right.Columns, 1);
        if (result.Length != (long)left.Count * size)
        {
            throw new ArgumentException(
                $"{left.Count} products {left.Rows} x {right.Columns} are {(long)left.Count * size} values, but the result has {result.Length}.", nameof(result));
        }

        MultiplyBatched(left, right, result, right.Columns, size, in epilogue);
    }

    /// <summary>result[i] = left[i] · right[i].</summary>
    /// <inheritdoc cref="MultiplyBatched{TEpilogue}(MatrixBatch, MatrixBatch, Span{float}, int, int, in TEpilogue)"/>
    public static void MultiplyBatched(MatrixBatch left, MatrixBatch right, Span<float> result, int resultStride, int resultBatchStride) =>
        MultiplyBatched(left, right, result, resultStride, resultBatchStride, default(NoEpilogue));

    /// <summary>result[i] = epilogue(left[i] · right[i]).</summary>
    /// <remarks>
    /// Each product has the bits it has on its own, for any number of threads. Threads divide the whole batch, so many small products are shared as well as a
    /// few large ones. A small right factor that is not transposed is read where it lies; a transposed one is copied once a product (and thread).
    /// Where all share the right factor and left factors and results follow each other without gaps, the batch is one product with more rows.
    /// </remarks>
    /// <param name="left">Factors rows x inner.</param>
    /// <param name="right">As many factors inner x columns.</param>
    /// <param name="result">
    /// From the first element of the first result on; what is behind the last, and between them, is not touched. Must share no element with the factors,
    /// nor with what the epilogue reads.
    /// </param>
    /// <param name="resultStride">From one row of a result to the next, at least the columns.</param>
    /// <param name="resultBatchStride">From one result to the next; results must not share an element.</param>
    /// <param name="epilogue">What happens to each element before it is stored. Its row counts over all results: product * rows + row.</param>
    /// <exception cref="ArgumentOutOfRangeException">A stride is negative, or less than the columns.</exception>
    /// <exception cref="ArgumentException">
    /// The numbers of factors or the inner dimensions differ, the result is too short, or results share an element with each other or with a factor.
    /// </exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void MultiplyBatched<TEpilogue>(
        MatrixBatch left, MatrixBatch right, Span<float> result, int resultStride, int resultBatchStride, scoped in TEpilogue epilogue)
        where TEpilogue : struct, IEpilogue, allows ref struct
    {
        Check(left, right, ref result, resultStride, resultBatchStride);
        if (result.IsEmpty)
            return;
        var (count, rows) = (left.Count, left.Rows);
        var isOne = right.BatchStride == 0 && !left.IsTransposed
            && left.BatchStride == (long)rows * left.Stride && resultBatchStride == (long)rows * resultStride;
        if (isOne)
            (count, rows) = (1, count * rows);
        var batch = new BatchStrides(count, left.BatchStride, right.BatchStride, resultBatchStride);
        fixed (float* l = left.Data, r = right.Data, c = result)
        {
            var (a, b) = (new Operand((nint)l, left.RowStride, left.ColumnStride), new Operand((nint)r, right.RowStride, right.ColumnStride));
            var target = new Target((nint)c, resultStride);
            if (Vector512.IsHardwareAccelerated)
                GemmBatchWork.Run<Lanes16, TEpilogue>(a, b, target, batch, rows, right.Columns, left.Columns, in epilogue);
            else if (Vector256.IsHardwareAccelerated)
                GemmBatchWork.Run<Lanes8, TEpilogue>(a, b, target, batch, rows, right.Columns, left.Columns, in epilogue);
            else
                GemmBatchWork.Run<Lanes4, TEpilogue>(a, b, target, batch, rows, right.Columns, left.Columns, in epilogue);
        }
    }

    private static void CheckFactors(MatrixBatch left, MatrixBatch right)
    {
        if (left.Count != right.Count)
            throw new ArgumentException($"There are {left.Count} left factors, but {right.Count} right ones.", nameof(right));
        CheckInner(left.Rows, left.Columns, right.Rows, right.Columns);
    }

    private static void Check(MatrixBatch left, MatrixBatch right, ref Span<float> result, int resultStride, int resultBatchStride)
    {
        CheckFactors(left, right);
        result = result[..BatchExtent.Of(result.Length, left.Count, left.Rows, right.Columns, resultStride, resultBatchStride)];
        var extent = new BatchExtent(left.Count, resultBatchStride, new(left.Rows, right.Columns, resultStride));
        if (extent.OverlapsItself)
            throw new ArgumentException($"Results {left.Rows} x {right.Columns} overlap each other where they are {resultBatchStride} apart.", nameof(resultBatchStride));
        if (BatchExtent.Overlap(left.Data, left.Extent, result, extent) || BatchExtent.Overlap(right.Data, right.Extent, result, extent))
            throw new ArgumentException("The result overlaps a factor.", nameof(result));
    }
}
