using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels.Tests;

/// <summary>Factors and results whose rows lie apart.</summary>
[Collection(ThreadsCollection.Name)]
public class GemmStrideTests
{
    private static readonly (int Rows, int Columns, int Inner)[] Shapes =
    [
        (0, 4, 3), (4, 0, 3), (2, 3, 0), (1, 1, 1), (1, 10, 33), (1, 300, 40), (7, 17, 5), (14, 32, 3), (33, 65, 31), (163, 37, 19), (200, 530, 13), (170, 515, 600),
    ];

    [Theory]
    [ClassData(typeof(Transpositions))]
    public void Gaps_change_no_bit_and_are_not_touched(bool leftTransposed, bool rightTransposed)
    {
        foreach (var (rows, columns, inner) in Shapes)
        {
            var product = new ProductCase(rows, columns, inner, leftTransposed, rightTransposed);
            var expected = product.Multiply();
            using var left = Spread(product.LeftData, leftTransposed ? rows : inner, gap: 3);
            using var right = Spread(product.RightData, rightTransposed ? inner : columns, gap: 5);
            using var result = new GuardedBuffer(ProductCase.Untouched(Length(rows, columns, columns + 7)));
            Kernels.Gemm.Multiply(
                Over(left.Span, rows, inner, leftTransposed, 3), Over(right.Span, inner, columns, rightTransposed, 5), result.Span, columns + 7, default(NoEpilogue));
            var dense = new float[rows * columns];
            for (var i = 0; i < result.Span.Length; i++)
            {
                var (row, column) = Math.DivRem(i, columns + 7);
                if (column < columns)
                    dense[(row * columns) + column] = result.Span[i];
                else
                    Assert.True(float.IsNaN(result.Span[i]), $"{product}: the gap behind row {row} was written.");
            }

            // One row may be summed in another order: as a dot product where its values are neighbours.
            if (rows == 1)
                product.AssertIsProduct(dense);
            else
                Assert.True(Steady.SameBits(expected, dense), $"{product}: gaps change the result.");
        }
    }

    [Fact]
    public void An_epilogue_sees_rows_and_columns_of_the_product()
    {
        var product = new ProductCase(65, 40, 30, leftTransposed: false, rightTransposed: false);
        var (expected, result) = (product.Multiply(), new float[65 * 50]);
        Kernels.Gemm.Multiply(product.Left, product.Right, result, 50, new AddIndex());
        for (var row = 0; row < 65; row++)
        {
            for (var column = 0; column < 40; column++)
                Assert.Equal(expected[(row * 40) + column] + row, result[(row * 50) + column]);
        }
    }

    [Fact]
    public void Columns_of_one_buffer_may_be_factor_and_result()
    {
        // [a | b | c], 3 rows of 2 columns each: c = a · square.
        var buffer = Numbers.Uniform(1, 18);
        float[] square = [1, 2, 3, 4];
        var before = buffer.ToArray();
        Kernels.Gemm.Multiply(new Matrix(buffer, 3, 2, 6), new Matrix(square, 2, 2), buffer.AsSpan(4), 6, default(NoEpilogue));
        for (var row = 0; row < 3; row++)
        {
            var at = row * 6;
            Assert.Equal(before[at..(at + 4)], buffer[at..(at + 4)]);
            Assert.Equal((before[at] * 1) + (before[at + 1] * 3), buffer[at + 4], 1e-6f);
        }

        var exception = Assert.Throws<ArgumentException>(
            "result", () => Kernels.Gemm.Multiply(new Matrix(buffer, 3, 2, 6), new Matrix(square, 2, 2), buffer.AsSpan(1), 6, default(NoEpilogue)));
        Assert.Contains("overlaps a factor", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Overlap_is_that_of_the_sets_of_elements()
    {
        var random = new Random(1);
        var (shared, apart) = (0, 0);
        for (var i = 0; i < 20_000; i++)
        {
            var (left, right) = (Extent(random), Extent(random));
            if (random.Next(2) == 0)
                right = right with { Stride = Math.Max(left.Stride, right.Columns), Columns = Math.Min(right.Columns, left.Stride) };
            var distance = random.Next(-30, 30);
            var expected = Elements(left, 0).Intersect(Elements(right, distance)).Any();
            Assert.True(expected == StridedExtent.Overlap(left, right, distance), $"{left} and {right}, {distance} apart");
            (shared, apart) = expected ? (shared + 1, apart) : (shared, apart + 1);
        }

        Assert.True(shared > 1000 && apart > 1000);
    }

    [Fact]
    public void Wrong_strides_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>("rowStride", () => { _ = new Matrix(new float[20], 3, 5, 4); });
        Assert.Throws<ArgumentOutOfRangeException>("rows", () => { _ = new Matrix(new float[20], -1, 5, 5); });
        Assert.Contains("3 x 5", Assert.Throws<ArgumentException>("data", () => { _ = new Matrix(new float[16], 3, 5, 6); }).Message, StringComparison.Ordinal);
        Assert.Equal(17, new Matrix(new float[30], 3, 5, 6).Data.Length);
        Assert.Throws<ArgumentException>(
            "result", () => Kernels.Gemm.Multiply(new Matrix(new float[6], 2, 3), new Matrix(new float[6], 3, 2), new float[4], 3, default(NoEpilogue)));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => Kernels.Gemm.Multiply(new Matrix(new float[6], 2, 3), new Matrix(new float[6], 3, 2), new float[4], 1, default(NoEpilogue)));
    }

    [Fact]
    public void Any_number_of_threads_gives_the_same_bits_and_nothing_is_allocated()
    {
        var (left, right, result) = (Numbers.Uniform(1, 300 * 310), Numbers.Uniform(2, 300 * 270), new float[300 * 280]);
        void Run() => Kernels.Gemm.Multiply(new Matrix(left, 300, 300, 310), new Matrix(right, 300, 260, 270), result, 280, default(NoEpilogue));
        Steady.SameForAllThreads(() =>
        {
            Run();
            return result.ToArray();
        });
        Steady.AllocatesNothing(Run);
    }

    private static int Length(int rows, int columns, int stride) => rows == 0 || columns == 0 ? 0 : ((rows - 1) * stride) + columns;

    private static Matrix Over(ReadOnlySpan<float> data, int rows, int columns, bool transposed, int gap) =>
        transposed ? new Matrix(data, columns, rows, rows + gap).Transposed : new Matrix(data, rows, columns, columns + gap);

    /// <summary>A copy with NaN between the rows.</summary>
    private static GuardedBuffer Spread(ReadOnlySpan<float> data, int columns, int gap)
    {
        var rows = columns == 0 ? 0 : data.Length / columns;
        var buffer = new GuardedBuffer(Numbers.Untouched(Length(rows, columns, columns + gap)));
        for (var row = 0; row < rows; row++)
            data.Slice(row * columns, columns).CopyTo(buffer.Span[(row * (columns + gap))..]);
        return buffer;
    }

    private static StridedExtent Extent(Random random)
    {
        var columns = random.Next(0, 6);
        return new(random.Next(0, 5), columns, Math.Max(1, columns + random.Next(0, 6)));
    }

    private static IEnumerable<long> Elements(StridedExtent extent, long first) =>
        from row in Enumerable.Range(0, (int)extent.Rows)
        from column in Enumerable.Range(0, (int)extent.Columns)
        select first + (row * extent.Stride) + column;

    private readonly struct AddIndex : IEpilogue
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Invoke<V>(V product, nint row, nint column)
            where V : struct, IVector<V> => product + V.Broadcast(row);
    }
}
