using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels;

/// <summary>
/// One row times a transposed matrix: each element is the dot product of two runs of memory, so nothing is packed. A lane of a register sums
/// its own steps; the lanes are added in a fixed tree.
/// </summary>
internal static unsafe class DotKernel
{
    /// <summary>Computes neighbouring elements of the result.</summary>
    /// <param name="a">The row.</param>
    /// <param name="b">The first column.</param>
    /// <param name="columnStride">From one column to the next.</param>
    /// <param name="steps">The inner dimension.</param>
    /// <param name="columns">The number of elements.</param>
    /// <param name="c">The first element of the result.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<V>(float* a, float* b, nint columnStride, nint steps, nint columns, float* c)
        where V : struct, IVector<V>
    {
        // Four sums at a time hide the latency of an addition; at the border the last column is computed more than once.
        for (nint column = 0; column < columns; column += 4)
        {
            var last = columns - 1 - column;
            var (second, third, fourth) = (Math.Min(1, last), Math.Min(2, last), Math.Min(3, last));
            var b0 = b + (column * columnStride);
            float* b1 = b0 + (second * columnStride), b2 = b0 + (third * columnStride), b3 = b0 + (fourth * columnStride);
            V c0 = V.Zero, c1 = V.Zero, c2 = V.Zero, c3 = V.Zero;
            nint step = 0;
            for (; step <= steps - V.Count; step += V.Count)
            {
                var value = V.Load(a + step);
                c0 = V.MultiplyAdd(value, V.Load(b0 + step), c0);
                c1 = V.MultiplyAdd(value, V.Load(b1 + step), c1);
                c2 = V.MultiplyAdd(value, V.Load(b2 + step), c2);
                c3 = V.MultiplyAdd(value, V.Load(b3 + step), c3);
            }

            var (s0, s1, s2, s3) = (V.Sum(c0), V.Sum(c1), V.Sum(c2), V.Sum(c3));
            for (; step < steps; step++)
            {
                s0 = MathF.FusedMultiplyAdd(a[step], b0[step], s0);
                s1 = MathF.FusedMultiplyAdd(a[step], b1[step], s1);
                s2 = MathF.FusedMultiplyAdd(a[step], b2[step], s2);
                s3 = MathF.FusedMultiplyAdd(a[step], b3[step], s3);
            }

            c[column + fourth] = s3;
            c[column + third] = s2;
            c[column + second] = s1;
            c[column] = s0;
        }
    }
}
