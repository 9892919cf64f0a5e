namespace Workflow.Compiled.Kernels.Tests;

public class ConvolutionInputGradientTests
{
    [Fact]
    public void Every_geometry()
    {
        foreach (var shape in ConvolutionShapes.All)
        {
            var convolution = new ConvolutionCase(shape);
            convolution.AssertInputGradient(convolution.InputGradient());
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Nothing_beside_an_operand_or_the_gradient_is_touched(bool atEnd)
    {
        foreach (var shape in ConvolutionShapes.All)
        {
            var convolution = new ConvolutionCase(shape);
            using var outputGradient = new GuardedBuffer(convolution.OutputGradient, atEnd);
            using var weight = new GuardedBuffer(convolution.Weight, atEnd);
            using var gradient = new GuardedBuffer(Numbers.Untouched(shape.InputLength), atEnd);
            Kernels.Convolution.InputGradient(shape, outputGradient.Span, weight.Span, gradient.Span);
            Assert.True(Steady.SameBits(convolution.InputGradient(), gradient.Span), $"{shape}: another address gives other bits.");
        }
    }
}
