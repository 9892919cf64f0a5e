using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels.Tests;

/// <summary>Several products in one call are those products.</summary>
[Collection(ThreadsCollection.Name)]
public class GemmBatchTests
{
    private static readonly (int Batch, int Rows, int Columns, int Inner)[] Shapes =
    [
        (0, 2, 3, 4), (3, 0, 2, 5), (2, 3, 0, 1), (4, 2, 3, 0), (1, 1, 1, 1), (5, 1, 17, 9), (3, 7, 5, 11), (6, 64, 64, 16), (2, 128, 33, 70), (3, 170, 40, 9), (9, 33, 129, 65),
    ];

    [Theory]
    [ClassData(typeof(Transpositions))]
    public void Each_has_the_bits_it_has_alone_for_any_number_of_threads(bool leftTransposed, bool rightTransposed)
    {
        foreach (var (batch, rows, columns, inner) in Shapes)
        {
            var (left, right) = (Numbers.Uniform(1, batch * rows * inner), Numbers.Uniform(2, batch * inner * columns));
            var expected = ProductCase.Untouched(batch * rows * columns);
            for (var i = 0; i < batch; i++)
            {
                Kernels.Gemm.Multiply(
                    One(left.AsSpan(i * rows * inner), rows, inner, leftTransposed),
                    One(right.AsSpan(i * inner * columns), inner, columns, rightTransposed),
                    expected.AsSpan(i * rows * columns, rows * columns));
            }

            foreach (var threads in (int[])[1, 2, 3, 7])
            {
                using var count = new ThreadCount(threads);
                using var result = new GuardedBuffer(ProductCase.Untouched(expected.Length));
                Kernels.Gemm.MultiplyBatched(Many(left, batch, rows, inner, leftTransposed), Many(right, batch, inner, columns, rightTransposed), result.Span);
                Assert.True(Steady.SameBits(expected, result.Span), $"{batch} x {rows} x {columns} x {inner}, {threads} threads");
            }
        }
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void Stride_0_repeats_a_factor(bool sharesLeft, bool sharesRight)
    {
        const int batch = 5, rows = 31, columns = 18, inner = 40;
        var (left, right) = (Numbers.Uniform(3, (sharesLeft ? 1 : batch) * rows * inner), Numbers.Uniform(4, (sharesRight ? 1 : batch) * inner * columns));
        var result = ProductCase.Untouched(batch * rows * columns);
        Kernels.Gemm.MultiplyBatched(
            new MatrixBatch(left, batch, rows, inner, inner, sharesLeft ? 0 : rows * inner),
            new MatrixBatch(right, batch, inner, columns, columns, sharesRight ? 0 : inner * columns),
            result);
        for (var i = 0; i < batch; i++)
        {
            var expected = new float[rows * columns];
            Kernels.Gemm.Multiply(
                new Matrix(left.AsSpan(sharesLeft ? 0 : i * rows * inner), rows, inner),
                new Matrix(right.AsSpan(sharesRight ? 0 : i * inner * columns), inner, columns),
                expected);
            Assert.True(Steady.SameBits(expected, result.AsSpan(i * rows * columns, rows * columns)));
        }
    }

    [Fact]
    public void Heads_lie_between_each_others_rows_and_an_epilogue_counts_rows_over_all()
    {
        // tokens x [heads x [q | k | v] x width]; scores [heads, tokens, tokens]; then values back into [tokens, heads, width] of a wider buffer.
        const int tokens = 37, heads = 4, width = 9, all = 3 * heads * width;
        var buffer = Numbers.Uniform(5, tokens * all);
        var scores = ProductCase.Untouched(heads * tokens * tokens);
        MatrixBatch Slice(int part) => new(buffer.AsSpan(part * heads * width), heads, tokens, width, all, width);
        Kernels.Gemm.MultiplyBatched(Slice(0), Slice(1).Transposed, scores, tokens, tokens * tokens, new AddRow());
        for (var head = 0; head < heads; head++)
        {
            for (var row = 0; row < tokens; row++)
            {
                for (var column = 0; column < tokens; column++)
                {
                    double sum = (head * tokens) + row;
                    for (var i = 0; i < width; i++)
                        sum += (double)buffer[(row * all) + (head * width) + i] * buffer[(column * all) + ((heads + head) * width) + i];
                    Assert.Equal(sum, scores[(((head * tokens) + row) * tokens) + column], 1e-4);
                }
            }
        }

        // The result takes the place of the queries, between keys and values that are read.
        var before = buffer.ToArray();
        Kernels.Gemm.MultiplyBatched(
            new MatrixBatch(scores, heads, tokens, tokens), Slice(2), buffer, all, width, default(NoEpilogue));
        for (var token = 0; token < tokens; token++)
        {
            Assert.True(before.AsSpan((token * all) + (heads * width), 2 * heads * width).SequenceEqual(buffer.AsSpan((token * all) + (heads * width), 2 * heads * width)));
            Assert.False(before.AsSpan(token * all, heads * width).SequenceEqual(buffer.AsSpan(token * all, heads * width)));
        }
    }

    [Fact]
    public void Overlap_is_that_of_the_sets_of_elements()
    {
        var random = new Random(2);
        var counts = new int[4];
        for (var i = 0; i < 20_000; i++)
        {
            var (left, right) = (Extent(random), Extent(random));
            if (random.Next(2) == 0)
                right = right with { Stride = left.Stride };
            var distance = random.Next(-60, 60);
            var expected = Elements(left, 0).Intersect(Elements(right, distance)).Any();
            Assert.True(expected == BatchExtent.Overlap(left, right, distance), $"{left} and {right}, {distance} apart");
            counts[expected ? 1 : 0]++;
            var own = Elements(left, 0).ToArray();
            var repeats = own.Distinct().Count() != own.Length;
            Assert.True(repeats == left.OverlapsItself, $"{left}");
            counts[repeats ? 3 : 2]++;
        }

        Assert.All(counts, count => Assert.True(count > 1000));
    }

    [Fact]
    public void Wrong_batches_are_refused()
    {
        var (a, b) = (new float[24], new float[24]);
        Assert.Throws<ArgumentException>("right", () => Kernels.Gemm.MultiplyBatched(new MatrixBatch(a, 2, 2, 3), new MatrixBatch(b, 3, 3, 2), new float[12]));
        Assert.Throws<ArgumentException>("right", () => Kernels.Gemm.MultiplyBatched(new MatrixBatch(a, 2, 2, 3), new MatrixBatch(b, 2, 2, 2), new float[12]));
        Assert.Throws<ArgumentException>("result", () => Kernels.Gemm.MultiplyBatched(new MatrixBatch(a, 2, 2, 3), new MatrixBatch(b, 2, 3, 2), new float[7]));
        Assert.Throws<ArgumentException>("result", () => Kernels.Gemm.MultiplyBatched(new MatrixBatch(a, 2, 2, 3), new MatrixBatch(b, 2, 3, 2), a.AsSpan(4)));
        Assert.Throws<ArgumentException>(
            "resultBatchStride",
            () => Kernels.Gemm.MultiplyBatched(new MatrixBatch(a, 2, 2, 3), new MatrixBatch(b, 2, 3, 2), new float[12], 2, 3, default(NoEpilogue)));
        Assert.Throws<ArgumentException>("data", () => { _ = new MatrixBatch(a, 5, 2, 3); });
        Assert.Throws<ArgumentOutOfRangeException>("batchStride", () => { _ = new MatrixBatch(a, 2, 2, 3, 3, -1); });
    }

    [Fact]
    public void A_product_is_added_to_what_is_there()
    {
        foreach (var (rows, columns, inner) in ((int, int, int)[])[(1, 5, 70), (1, 300, 9), (14, 33, 600), (163, 37, 19), (200, 70, 1100)])
        {
            foreach (var (leftTransposed, rightTransposed) in new[] { (false, false), (true, false), (false, true), (true, true) })
            {
                var product = new ProductCase(rows, columns, inner, leftTransposed, rightTransposed);
                var expected = product.Multiply();
                Steady.SameForAllThreads(() =>
                {
                    var start = Numbers.Uniform(6, expected.Length, 3);
                    var sum = start.ToArray();
                    Kernels.Gemm.MultiplyAdd(product.Left, product.Right, sum);
                    for (var i = 0; i < sum.Length; i++)
                        Assert.Equal((double)start[i] + expected[i], sum[i], 2e-4);
                    return sum;
                });
            }
        }
    }

    [Fact]
    public void Allocates_nothing()
    {
        var (left, right, result) = (Numbers.Uniform(7, 16 * 64 * 64), Numbers.Uniform(8, 16 * 64 * 64), new float[16 * 64 * 64]);
        Steady.AllocatesNothing(() => Kernels.Gemm.MultiplyBatched(new MatrixBatch(left, 16, 64, 64), new MatrixBatch(right, 16, 64, 64).Transposed, result));
    }

    private static Matrix One(ReadOnlySpan<float> data, int rows, int columns, bool transposed) =>
        transposed ? new Matrix(data, columns, rows).Transposed : new Matrix(data, rows, columns);

    private static MatrixBatch Many(ReadOnlySpan<float> data, int batch, int rows, int columns, bool transposed) =>
        transposed ? new MatrixBatch(data, batch, columns, rows).Transposed : new MatrixBatch(data, batch, rows, columns);

    private static BatchExtent Extent(Random random)
    {
        var columns = random.Next(1, 4);
        return new(random.Next(0, 4), random.Next(0, 20), new(random.Next(0, 4), columns, columns + random.Next(0, 9)));
    }

    private static IEnumerable<long> Elements(BatchExtent extent, long first) =>
        from item in Enumerable.Range(0, (int)extent.Count)
        from row in Enumerable.Range(0, (int)extent.Matrix.Rows)
        from column in Enumerable.Range(0, (int)extent.Matrix.Columns)
        select first + (item * extent.Stride) + (row * extent.Matrix.Stride) + column;

    private readonly struct AddRow : IEpilogue
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Invoke<V>(V product, nint row, nint column)
            where V : struct, IVector<V> => product + V.Broadcast(row);
    }
}
