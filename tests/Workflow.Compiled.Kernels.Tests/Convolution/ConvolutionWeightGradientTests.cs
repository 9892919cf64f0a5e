namespace Workflow.Compiled.Kernels.Tests;

public class ConvolutionWeightGradientTests
{
    [Fact]
    public void Every_geometry()
    {
        foreach (var shape in ConvolutionShapes.All)
        {
            var convolution = new ConvolutionCase(shape);
            convolution.AssertWeightGradient(convolution.WeightGradient());
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
            using var input = new GuardedBuffer(convolution.Input, atEnd);
            using var outputGradient = new GuardedBuffer(convolution.OutputGradient, atEnd);
            using var gradient = new GuardedBuffer(Numbers.Untouched(shape.WeightLength), atEnd);
            Kernels.Convolution.WeightGradient(shape, input.Span, outputGradient.Span, gradient.Span);
            Assert.True(Steady.SameBits(convolution.WeightGradient(), gradient.Span), $"{shape}: another address gives other bits.");
        }
    }
}
