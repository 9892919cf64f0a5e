using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Workflow.Compiled.Kernels;

/// <summary>Matrix products.</summary>
public static unsafe class Gemm
{
    /// <summary>result = left · right.</summary>
    /// <inheritdoc cref="Multiply{TEpilogue}"/>
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
        Check(left, right, result);
        if (result.IsEmpty)
            return;
        fixed (float* l = left.Data, r = right.Data, c = result)
        {
            var (a, b) = (new Operand((nint)l, left.RowStride, left.ColumnStride), new Operand((nint)r, right.RowStride, right.ColumnStride));
            if (Vector512.IsHardwareAccelerated)
                GemmWork.Run<Lanes16, TEpilogue>(a, b, c, left.Rows, right.Columns, left.Columns, in epilogue);
            else if (Vector256.IsHardwareAccelerated)
                GemmWork.Run<Lanes8, TEpilogue>(a, b, c, left.Rows, right.Columns, left.Columns, in epilogue);
            else
                GemmWork.Run<Lanes4, TEpilogue>(a, b, c, left.Rows, right.Columns, left.Columns, in epilogue);
        }
    }

    private static void Check(Matrix left, Matrix right, Span<float> result)
    {
        if (left.Columns != right.Rows)
            throw new ArgumentException($"A {left.Rows} x {left.Columns} matrix cannot be multiplied with a {right.Rows} x {right.Columns} matrix.", nameof(right));
        if (result.Length != (long)left.Rows * right.Columns)
        {
            throw new ArgumentException(
                $"The product is {left.Rows} x {right.Columns}, {(long)left.Rows * right.Columns} values, but the result has {result.Length}.", nameof(result));
        }

        if (left.Data.Overlaps(result) || right.Data.Overlaps(result))
            throw new ArgumentException("The result overlaps a factor.", nameof(result));
    }
}
