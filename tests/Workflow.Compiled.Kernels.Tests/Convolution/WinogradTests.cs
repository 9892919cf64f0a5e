namespace Workflow.Compiled.Kernels.Tests;

/// <summary>What is particular to convolutions by tiles; that they are right everywhere is in the tests of all convolutions.</summary>
public class WinogradTests
{
    [Fact]
    public void The_shapes_of_the_tests_are_computed_by_tiles()
    {
        foreach (var shape in ConvolutionShapes.Tiles)
        {
            var (y, x) = (Axis(shape.Height, shape.OutHeight, shape.PaddingHeight), Axis(shape.Width, shape.OutWidth, shape.PaddingWidth));
            Assert.True(Winograd.Pays(in y, in x, shape.Batch, shape.Groups, shape.InChannels, shape.OutChannels), $"{shape}");
        }
    }

    [Theory]
    [InlineData(2, 1, 1, 64, 64)]
    [InlineData(1, 2, 1, 64, 64)]
    [InlineData(1, 1, 2, 64, 64)]
    [InlineData(1, 1, 1, 64, 40)]
    [InlineData(1, 1, 1, 24, 64)]
    [InlineData(1, 1, 1, 16, 32)]
    public void Others_are_not(int stride, int dilation, int groups, int channels, int columns)
    {
        var axis = ConvolutionAxis.Forward(16, ((16 + 1 - (2 * dilation)) / stride) + 1, 3, stride, 1, dilation);
        Assert.False(Winograd.Pays(in axis, in axis, 8, groups, channels, columns));
    }

    [Theory]
    [InlineData(4, 1, false)]
    [InlineData(4, 8, true)]
    [InlineData(8, 1, false)]
    [InlineData(8, 2, true)]
    [InlineData(5, 100, false)]
    [InlineData(2, 100, false)]
    [InlineData(12, 1, true)]
    public void Enough_tiles_pay_that_lie_inside_the_image(int size, int batch, bool pays)
    {
        var axis = Axis(size, size, 1);
        Assert.Equal(pays, Winograd.Pays(in axis, in axis, batch, 1, 64, 64));
    }

    [Fact]
    public void An_image_does_not_depend_on_the_others()
    {
        const int Few = 8;
        foreach (var (many, channels, columns) in ((int, int, int)[])[(150, 384, 352), (100, 48, 64)])
        {
            var all = new ConvolutionCase(new Conv2dShape(many, channels, 4, 4, columns, 3, 3, paddingHeight: 1, paddingWidth: 1));
            var shape = new Conv2dShape(Few, channels, 4, 4, columns, 3, 3, paddingHeight: 1, paddingWidth: 1);
            var output = Numbers.Untouched(shape.OutputLength);
            Kernels.Convolution.Forward(shape, all.Input.AsSpan(^shape.InputLength..), all.Weight, output);
            Assert.True(Steady.SameBits(all.Forward().AsSpan(^shape.OutputLength..), output), $"{many} images of {channels} channels.");
        }
    }

    /// <summary>The figures in the remarks of <see cref="Winograd"/>, with some air for other random numbers.</summary>
    [Theory]
    [InlineData(64, 0.9e-6, 7e-6)]
    [InlineData(512, 2.3e-6, 2e-5)]
    public void Errors_are_as_documented(int channels, double rootMeanSquare, double largest)
    {
        var convolution = new ConvolutionCase(new Conv2dShape(1, channels, 18, 18, 32, 3, 3));
        Require(convolution.ForwardError(convolution.Forward()), rootMeanSquare, largest);
    }

    private static void Require((double RootMeanSquare, double Largest) error, double rootMeanSquare, double largest)
    {
        Assert.True(error.RootMeanSquare < rootMeanSquare, $"{error}");
        Assert.True(error.Largest < largest, $"{error}");
    }

    private static ConvolutionAxis Axis(int input, int output, int padding) => ConvolutionAxis.Forward(input, output, 3, 1, padding, 1);
}
