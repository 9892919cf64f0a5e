namespace Workflow.Compiled.Kernels.Tests;

/// <summary>A convolution does not depend on the number of threads, and costs no memory.</summary>
[Collection(ThreadsCollection.Name)]
public class ConvolutionThreadTests
{
    private static readonly Conv2dShape[] s_shapes =
    [
        new(2, 40, 20, 21, 70, 3, 3, paddingHeight: 1, paddingWidth: 1),
        new(1, 128, 7, 7, 130, 3, 3, paddingHeight: 1, paddingWidth: 1),
        new(3, 3, 33, 35, 40, 7, 7, 2, 2, 3, 3),
        new(3, 64, 30, 29, 64, 3, 3, paddingHeight: 1, paddingWidth: 1), // several blocks of tiles
        new(150, 384, 3, 3, 352, 3, 3, paddingHeight: 1, paddingWidth: 1), // and weights that each transforms for itself
        new(2, 64, 30, 30, 64, 1, 1),
        new(2, 64, 17, 19, 64, 3, 3, 2, 2, 1, 1, groups: 4),
        new(8, 96, 40, 40, 96, 3, 3, paddingHeight: 1, paddingWidth: 1, groups: 96),
    ];

    [Fact]
    public void Bitwise_the_same_for_every_number_of_threads()
    {
        foreach (var shape in s_shapes)
        {
            var convolution = new ConvolutionCase(shape);
            Steady.SameForAllThreads(convolution.Forward);
            Steady.SameForAllThreads(convolution.InputGradient);
            Steady.SameForAllThreads(convolution.WeightGradient);
        }
    }

    [Fact]
    public void No_call_after_the_first_allocates()
    {
        foreach (var shape in s_shapes)
        {
            var convolution = new ConvolutionCase(shape);
            var (output, inputGradient, weightGradient) = (convolution.Forward(), convolution.InputGradient(), convolution.WeightGradient());
            Steady.AllocatesNothing(() => Kernels.Convolution.Forward(shape, convolution.Input, convolution.Weight, output));
            Steady.AllocatesNothing(() => Kernels.Convolution.InputGradient(shape, convolution.OutputGradient, convolution.Weight, inputGradient));
            Steady.AllocatesNothing(() => Kernels.Convolution.WeightGradient(shape, convolution.Input, convolution.OutputGradient, weightGradient));
        }
    }
}
