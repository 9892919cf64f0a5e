namespace Workflow.Compiled.Kernels.Tests;

public class Conv2dShapeTests
{
    [Fact]
    public void The_output_is_as_large_as_pytorch_says()
    {
        var shape = new Conv2dShape(2, 3, 32, 31, 8, 3, 5, 2, 3, 1, 2, 2, 1);
        Assert.Equal((15, 11), (shape.OutHeight, shape.OutWidth));
        Assert.Equal((2 * 3 * 32 * 31, 2 * 8 * 15 * 11, 8 * 3 * 15), (shape.InputLength, shape.OutputLength, shape.WeightLength));
    }

    [Fact]
    public void A_kernel_larger_than_the_padded_image_throws()
    {
        var exception = Assert.Throws<ArgumentException>(() => new Conv2dShape(1, 1, 4, 9, 1, 3, 3, dilationHeight: 3, paddingHeight: 1));
        Assert.Contains("3 (7 with dilation 3) is larger than the image's 4 + 2 x 1 = 6", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Groups_that_do_not_divide_throw()
    {
        var inputs = Assert.Throws<ArgumentException>(() => new Conv2dShape(1, 5, 4, 4, 4, 1, 1, groups: 2));
        Assert.Contains("5 channels do not fall into 2", inputs.Message, StringComparison.Ordinal);
        Assert.Equal("inChannels", inputs.ParamName);
        Assert.Equal("outChannels", Assert.Throws<ArgumentException>(() => new Conv2dShape(1, 4, 4, 4, 5, 1, 1, groups: 2)).ParamName);
    }

    [Fact]
    public void Zero_and_negative_numbers_throw()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Conv2dShape(-1, 1, 4, 4, 1, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Conv2dShape(1, 0, 4, 4, 1, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Conv2dShape(1, 1, 0, 4, 1, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Conv2dShape(1, 1, 4, 4, 0, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Conv2dShape(1, 1, 4, 4, 1, 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Conv2dShape(1, 1, 4, 4, 1, 1, 1, strideWidth: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Conv2dShape(1, 1, 4, 4, 1, 1, 1, paddingHeight: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Conv2dShape(1, 1, 4, 4, 1, 1, 1, dilationHeight: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Conv2dShape(1, 1, 4, 4, 1, 1, 1, groups: 0));
    }

    [Fact]
    public void More_values_than_an_array_holds_throw()
    {
        var exception = Assert.Throws<ArgumentException>(() => new Conv2dShape(1000, 1000, 1000, 1000, 1, 1, 1));
        Assert.Contains("1000000000000 values", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_length_that_is_not_the_geometrys_throws_and_nothing_is_written()
    {
        var shape = new Conv2dShape(1, 2, 4, 4, 3, 3, 3);
        var output = new float[shape.OutputLength];
        Assert.Equal("input", Assert.Throws<ArgumentException>(() => Kernels.Convolution.Forward(shape, new float[31], new float[54], output)).ParamName);
        Assert.Equal("weight", Assert.Throws<ArgumentException>(() => Kernels.Convolution.Forward(shape, new float[32], new float[53], output)).ParamName);
        Assert.Equal("output", Assert.Throws<ArgumentException>(() => Kernels.Convolution.Forward(shape, new float[32], new float[54], output.AsSpan(1))).ParamName);
        Assert.All(output, value => Assert.Equal(0, value));
    }

    [Fact]
    public void Weights_come_back_as_they_were()
    {
        foreach (var shape in ConvolutionShapes.All)
        {
            var plain = Numbers.Uniform(1, shape.WeightLength);
            var (packed, back) = (Numbers.Untouched(plain.Length), Numbers.Untouched(plain.Length));
            ConvolutionWeights.Pack(shape, plain, packed);
            ConvolutionWeights.Unpack(shape, packed, back);
            Assert.Equal(plain, back);
        }
    }
}
