using System.Runtime.CompilerServices;

namespace Workflow.Compiled.Kernels.Tests;

public class GemmEpilogueTests
{
    public static TheoryData<int, int, int> Shapes => new()
    {
        { 1, 1, 1 },
        { 1, 47, 19 },
        { 64, 10, 128 },
        { 29, 33, 0 },
        { 15, 63, 1 },
        { 64, 256, 784 },
        { 163, 530, 400 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Sees_each_element_of_the_whole_product_exactly_once(int rows, int columns, int inner)
    {
        var product = new ProductCase(rows, columns, inner, leftTransposed: false, rightTransposed: false);
        var (result, side, visits) = (ProductCase.Untouched(rows * columns), ProductCase.Untouched(rows * columns), new float[rows * columns]);
        Kernels.Gemm.Multiply(product.Left, product.Right, result, new Visit { Side = side, Visits = visits, Columns = columns });

        Assert.Equal(-1, visits.AsSpan().IndexOfAnyExcept(1f));
        product.AssertIsProduct(side);
        for (var i = 0; i < result.Length; i++)
            Assert.Equal(side[i] * 2, result[i]);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Bias_and_relu_are_those_of_the_plain_product_bit_by_bit(int rows, int columns, int inner)
    {
        var product = new ProductCase(rows, columns, inner, leftTransposed: false, rightTransposed: false);
        var bias = new float[columns];
        for (var column = 0; column < columns; column++)
            bias[column] = (column % 7) - 3;
        var expected = product.Multiply();
        for (var i = 0; i < expected.Length; i++)
            expected[i] = MathF.Max(expected[i] + bias[i % columns], 0);

        var actual = ProductCase.Untouched(rows * columns);
        Kernels.Gemm.Multiply(product.Left, product.Right, actual, new BiasRelu { Bias = bias });
        Assert.Equal(expected, actual);
    }

    [Fact]
    public void An_exception_in_an_epilogue_reaches_the_caller()
    {
        var product = new ProductCase(64, 512, 256, leftTransposed: false, rightTransposed: false);
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            Kernels.Gemm.Multiply(product.Left, product.Right, new float[64 * 512], new BiasRelu { Bias = new float[3] }));
        product.AssertIsProduct(product.Multiply());
    }

    private readonly ref struct BiasRelu : IEpilogue
    {
        public ReadOnlySpan<float> Bias { get; init; }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Invoke<V>(V product, nint row, nint column)
            where V : struct, IVector<V> => V.Max(product + V.Load(Bias, column), V.Zero);
    }

    /// <summary>Counts visits, stores the product beside, and returns twice of it.</summary>
    private readonly ref struct Visit : IEpilogue
    {
        public Span<float> Side { get; init; }

        public Span<float> Visits { get; init; }

        public int Columns { get; init; }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Invoke<V>(V product, nint row, nint column)
            where V : struct, IVector<V>
        {
            var index = (row * Columns) + column;
            product.Store(Side, index);
            (V.Load(Visits, index) + V.One).Store(Visits, index);
            return product + product;
        }
    }
}
