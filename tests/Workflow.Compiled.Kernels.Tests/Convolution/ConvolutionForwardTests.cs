namespace Workflow.Compiled.Kernels.Tests;

public class ConvolutionForwardTests
{
    [Fact]
    public void Every_geometry()
    {
        foreach (var shape in ConvolutionShapes.All)
        {
            var convolution = new ConvolutionCase(shape);
            convolution.AssertForward(convolution.Forward());
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Nothing_beside_an_operand_or_the_output_is_touched(bool atEnd)
    {
        foreach (var shape in ConvolutionShapes.All)
        {
            var convolution = new ConvolutionCase(shape);
            using var input = new GuardedBuffer(convolution.Input, atEnd);
            using var weight = new GuardedBuffer(convolution.Weight, atEnd);
            using var output = new GuardedBuffer(Numbers.Untouched(shape.OutputLength), atEnd);
            Kernels.Convolution.Forward(shape, input.Span, weight.Span, output.Span);
            Assert.True(Steady.SameBits(convolution.Forward(), output.Span), $"{shape}: another address gives other bits.");
        }
    }
}
