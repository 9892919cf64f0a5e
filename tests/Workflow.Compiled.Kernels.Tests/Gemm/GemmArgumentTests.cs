namespace Workflow.Compiled.Kernels.Tests;

public class GemmArgumentTests
{
    [Fact]
    public void Inner_dimensions_that_differ_throw()
    {
        var exception = Assert.Throws<ArgumentException>(
            () => Kernels.Gemm.Multiply(new Matrix(new float[6], 2, 3), new Matrix(new float[8], 4, 2), new float[4]));
        Assert.Contains("2 x 3", exception.Message, StringComparison.Ordinal);
        Assert.Contains("4 x 2", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(0)]
    public void A_result_of_another_length_throws(int length) =>
        Assert.Throws<ArgumentException>(
            () => Kernels.Gemm.Multiply(new Matrix(new float[6], 2, 3), new Matrix(new float[6], 3, 2), new float[length]));

    [Theory]
    [InlineData(0, 4)]
    [InlineData(8, 0)]
    [InlineData(4, 12)]
    public void A_result_that_overlaps_a_factor_throws(int left, int right)
    {
        var memory = new float[24];
        const int result = 3;
        Assert.Throws<ArgumentException>(() => Kernels.Gemm.Multiply(
            new Matrix(memory.AsSpan(left, 4), 2, 2), new Matrix(memory.AsSpan(right, 4), 2, 2), memory.AsSpan(result, 4)));
        Assert.All(memory, value => Assert.Equal(0, value));
    }

    [Fact]
    public void Factors_may_share_memory_and_lie_beside_the_result()
    {
        float[] memory = [1, 2, 3, 4, 0, 0, 0, 0];
        var square = new Matrix(memory.AsSpan(0, 4), 2, 2);
        Kernels.Gemm.Multiply(square, square.Transposed, memory.AsSpan(4));
        Assert.Equal([1, 2, 3, 4, 5, 11, 11, 25], memory);
    }
}
