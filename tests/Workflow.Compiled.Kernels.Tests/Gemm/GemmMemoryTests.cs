namespace Workflow.Compiled.Kernels.Tests;

/// <summary>Where factors and results lie: beside pages that may not be touched, and at addresses that no register likes.</summary>
public class GemmMemoryTests
{
    private static readonly (int Rows, int Columns, int Inner)[] Shapes =
    [
        (1, 1, 1), (1, 10, 33), (1, 17, 5), (1, 129, 66), (1, 300, 40), (3, 7, 2), (13, 10, 64), (14, 32, 3), (15, 33, 17), (17, 31, 7), (64, 10, 21),
        (65, 63, 16), (129, 5, 31), (163, 37, 19), (30, 515, 6),
    ];

    [Theory]
    [InlineData(false, false, false)]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    [InlineData(true, true, false)]
    [InlineData(false, false, true)]
    [InlineData(true, false, true)]
    [InlineData(false, true, true)]
    [InlineData(true, true, true)]
    public void Nothing_beside_a_factor_or_the_result_is_touched(bool leftTransposed, bool rightTransposed, bool atEnd)
    {
        foreach (var (rows, columns, inner) in Shapes)
        {
            var product = new ProductCase(rows, columns, inner, leftTransposed, rightTransposed);
            using var left = new GuardedBuffer(product.LeftData, atEnd);
            using var right = new GuardedBuffer(product.RightData, atEnd);
            using var result = new GuardedBuffer(ProductCase.Untouched(rows * columns), atEnd);
            Kernels.Gemm.Multiply(product.LeftOver(left.Span), product.RightOver(right.Span), result.Span);
            product.AssertIsProduct(result.Span);
        }
    }

    [Theory]
    [ClassData(typeof(Transpositions))]
    public void An_odd_address_changes_no_bit(bool leftTransposed, bool rightTransposed)
    {
        var product = new ProductCase(67, 45, 39, leftTransposed, rightTransposed);
        var expected = product.Multiply();
        var (left, right) = (new float[product.LeftData.Length + 3], new float[product.RightData.Length + 5]);
        product.LeftData.CopyTo(left.AsSpan(3));
        product.RightData.CopyTo(right.AsSpan(5));
        var result = ProductCase.Untouched(expected.Length + 1);
        Kernels.Gemm.Multiply(product.LeftOver(left.AsSpan(3)), product.RightOver(right.AsSpan(5)), result.AsSpan(1));
        Assert.True(Steady.SameBits(expected, result.AsSpan(1)));
        Assert.True(float.IsNaN(result[0]));
    }
}
