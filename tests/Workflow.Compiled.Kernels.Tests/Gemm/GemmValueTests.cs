namespace Workflow.Compiled.Kernels.Tests;

/// <summary>Values that are not ordinary numbers, on each path: one row, a few rows, packed.</summary>
public class GemmValueTests
{
    public static TheoryData<int, int, int> Paths => new()
    {
        { 1, 40, 30 },
        { 20, 10, 30 },
        { 33, 50, 30 },
        { 200, 600, 30 },
    };

    [Theory]
    [MemberData(nameof(Paths))]
    public void NaN_reaches_its_row_and_column_and_nothing_else(int rows, int columns, int inner)
    {
        var product = new ProductCase(rows, columns, inner, leftTransposed: false, rightTransposed: false);
        var (row, column) = (rows / 2, columns - 1);
        product.LeftData[(row * inner) + 7] = float.NaN;
        product.RightData[(11 * columns) + column] = float.NaN;
        var result = product.Multiply();
        for (var i = 0; i < result.Length; i++)
            Assert.Equal(i / columns == row || i % columns == column, float.IsNaN(result[i]));
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Infinity_times_zero_is_NaN_and_infinity_keeps_its_sign(int rows, int columns, int inner)
    {
        var product = new ProductCase(rows, columns, inner, leftTransposed: false, rightTransposed: false);
        var row = rows - 1;
        product.LeftData[row * inner] = float.PositiveInfinity;
        product.RightData[0] = 0;
        product.RightData[1] = -2;
        product.RightData[2] = 3;
        var result = product.Multiply().AsSpan(row * columns);
        Assert.True(float.IsNaN(result[0]));
        Assert.Equal(float.NegativeInfinity, result[1]);
        Assert.Equal(float.PositiveInfinity, result[2]);
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Denormal_numbers_are_kept(int rows, int columns, int inner)
    {
        var product = new ProductCase(rows, columns, inner, leftTransposed: false, rightTransposed: false);
        product.LeftData.Fill(float.Epsilon);
        product.RightData.Fill(3);
        Assert.All(product.Multiply(), value => Assert.Equal(3 * inner * float.Epsilon, value));
    }

    [Fact]
    public void A_product_is_rounded_only_after_it_is_added()
    {
        // (1 + e)² - (1 + 2e) = e² survives only a fused multiply-add.
        const float epsilon = 1f / (1 << 14);
        float[] result = [0];
        Kernels.Gemm.Multiply(new Matrix([-1, 1 + epsilon], 1, 2), new Matrix([1 + (2 * epsilon), 1 + epsilon], 2, 1), result);
        Assert.Equal(epsilon * epsilon, result[0]);
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(20, 40)]
    public void Without_inner_dimension_the_product_is_zero(int rows, int columns)
    {
        var product = new ProductCase(rows, columns, 0, leftTransposed: false, rightTransposed: false);
        Assert.All(product.Multiply(), value => Assert.Equal(0, value));
    }
}
