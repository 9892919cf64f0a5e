namespace Workflow.Compiled.Kernels.Tests;

/// <summary>A product does not depend on the number of threads, and costs no memory.</summary>
[Collection(ThreadsCollection.Name)]
public class GemmThreadTests
{
    public static TheoryData<int, int, int> Shapes => new()
    {
        { 64, 256, 784 },
        { 784, 256, 64 },
        { 1, 2000, 1500 },
        { 2000, 1, 1500 },
        { 131, 257, 1100 },
        { 1030, 37, 100 },
        { 300, 520, 300 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Bitwise_the_same_for_every_number_of_threads(int rows, int columns, int inner)
    {
        foreach (var (leftTransposed, rightTransposed) in new[] { (false, false), (true, false), (false, true), (true, true) })
        {
            var product = new ProductCase(rows, columns, inner, leftTransposed, rightTransposed);
            using var one = new ThreadCount(1);
            var expected = product.Multiply();
            foreach (var threads in (int[])[2, 3, 4, 7])
            {
                using var several = new ThreadCount(threads);
                Assert.True(expected.AsSpan().SequenceEqual(product.Multiply()), $"{product} with {threads} threads differs.");
            }
        }
    }

    [Theory]
    [ClassData(typeof(Transpositions))]
    public void A_row_is_bitwise_the_same_in_a_larger_product(bool leftTransposed, bool rightTransposed)
    {
        const int inner = 700, columns = 83;
        var all = new ProductCase(211, columns, inner, leftTransposed: false, rightTransposed);
        var expected = all.Multiply();
        foreach (var rows in (int[])[2, 13, 15, 64, 200])
        {
            var left = all.LeftData[..(rows * inner)];
            var result = ProductCase.Untouched(rows * columns);
            Kernels.Gemm.Multiply(leftTransposed ? Transpose(left, rows, inner) : new Matrix(left, rows, inner), all.Right, result);
            Assert.True(expected.AsSpan(0, rows * columns).SequenceEqual(result), $"The first {rows} rows differ.");
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void No_call_after_the_first_allocates(int rows, int columns, int inner)
    {
        var product = new ProductCase(rows, columns, inner, leftTransposed: false, rightTransposed: true);
        var result = new float[rows * columns];
        Steady.AllocatesNothing(() => Kernels.Gemm.Multiply(product.Left, product.Right, result));
    }

    private static Matrix Transpose(ReadOnlySpan<float> data, int rows, int columns)
    {
        var transposed = new float[data.Length];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
                transposed[(column * rows) + row] = data[(row * columns) + column];
        }

        return new Matrix(transposed, columns, rows).Transposed;
    }
}
