namespace Workflow.Compiled.Kernels.Tests;

public class MatrixTests
{
    [Fact]
    public void A_longer_span_is_cut()
    {
        var matrix = new Matrix(new float[10], 2, 3);
        Assert.Equal((2, 3, 6, false), (matrix.Rows, matrix.Columns, matrix.Data.Length, matrix.IsTransposed));
    }

    [Fact]
    public void The_transpose_swaps_the_sizes_and_moves_nothing()
    {
        float[] data = [1, 2, 3, 4, 5, 6];
        var matrix = new Matrix(data, 2, 3).Transposed;
        Assert.Equal((3, 2, true), (matrix.Rows, matrix.Columns, matrix.IsTransposed));
        Assert.True(matrix.Data == data);
        Assert.False(matrix.Transposed.IsTransposed);
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(1, -1)]
    public void A_negative_size_throws(int rows, int columns) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => { _ = new Matrix(new float[1], rows, columns); });

    [Theory]
    [InlineData(2, 3)]
    [InlineData(65536, 65536)]
    public void A_span_that_is_too_short_throws(int rows, int columns)
    {
        var exception = Assert.Throws<ArgumentException>(() => { _ = new Matrix(new float[5], rows, columns); });
        Assert.Contains($"{rows} x {columns}", exception.Message, StringComparison.Ordinal);
    }
}
